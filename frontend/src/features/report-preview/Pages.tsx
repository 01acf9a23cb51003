import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { t } from '../../i18n';
import type { Paper, Reader } from './pdf';
import { SheetView } from './SheetView';
import { gap, scaleOf, type Zoom } from './zoom';

/** All pages one below the other, or beside each other where there is room. */
export function Pages({
  reader,
  paper,
  zoom,
  onPage,
  onScale,
}: {
  reader: Reader;
  paper: Paper;
  zoom: Zoom;
  /** The page at the eye, from 1. */
  onPage: (page: number) => void;
  onScale: (scale: number) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const sheets = useRef<(HTMLElement | null)[]>([]);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const [near, setNear] = useState<ReadonlySet<number>>(new Set([1, 2]));
  const first = paper.sheets[0];
  const scale = first && room.width > 0 ? scaleOf(zoom, first, room) : 0;

  useLayoutEffect(() => {
    const el = scroller.current;
    if (!el) return;
    const measure = () => setRoom({ width: el.clientWidth, height: el.clientHeight });
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (scale > 0) onScale(scale);
  }, [onScale, scale]);

  useEffect(() => {
    const el = scroller.current;
    if (!el || typeof IntersectionObserver === 'undefined') return;
    const watch = new IntersectionObserver(
      (seen) =>
        setNear((before) => {
          const next = new Set(before);
          for (const s of seen) {
            const page = Number((s.target as HTMLElement).dataset.page);
            if (s.isIntersecting) next.add(page);
            else next.delete(page);
          }
          return next;
        }),
      { root: el, rootMargin: '100%' },
    );
    for (const sheet of sheets.current) if (sheet) watch.observe(sheet);
    return () => watch.disconnect();
  }, [paper, scale > 0]); // eslint-disable-line react-hooks/exhaustive-deps -- the sheets exist once there is a scale

  const place = useRef<Place | null>(null);
  function tell() {
    if (!scroller.current) return;
    place.current = placeOf(scroller.current, sheets.current);
    if (place.current) onPage(place.current.page);
  }
  // What is at the eye stays there when the pages become larger or smaller.
  useLayoutEffect(() => {
    const el = scroller.current;
    const at = place.current;
    const sheet = at && sheets.current[at.page - 1];
    if (el && sheet)
      el.scrollTo({ top: topOf(sheet) + at.part * sheet.offsetHeight - el.clientHeight / 3 });
  }, [scale]);

  function go(by: 1 | -1) {
    const el = scroller.current;
    if (!el) return;
    const tops = [...new Set(sheets.current.flatMap((s) => (s ? [topOf(s)] : [])))];
    const here = el.scrollTop;
    const to = by > 0 ? tops.find((y) => y > here + 2) : tops.findLast((y) => y < here - 2);
    el.scrollTo({ top: to ?? (by > 0 ? el.scrollHeight : 0) });
  }
  function onKeyDown(e: KeyboardEvent) {
    const el = scroller.current;
    if (!el || e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.key === 'PageDown') go(1);
    else if (e.key === 'PageUp') go(-1);
    else if (e.key === 'Home') el.scrollTo({ top: 0 });
    else if (e.key === 'End') el.scrollTo({ top: el.scrollHeight });
    else return;
    e.preventDefault();
  }

  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its keys turn the pages
    <div
      className="paper"
      role="region"
      aria-label={t('report.pages')}
      // A region that scrolls must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      ref={scroller}
      onScroll={tell}
      onKeyDown={onKeyDown}
    >
      {scale > 0 &&
        paper.sheets.map((sheet, i) => (
          <SheetView
            key={i}
            reader={reader}
            sheet={sheet}
            number={i + 1}
            count={paper.sheets.length}
            scale={scale}
            near={near.has(i + 1)}
            refOf={(el) => {
              sheets.current[i] = el;
            }}
          />
        ))}
    </div>
  );
}

/** Where the scroller stands when a page is at its top, with the gap above it. */
const topOf = (sheet: HTMLElement) => Math.max(0, sheet.offsetTop - gap);

type Place = { page: number; part: number };

/** The page at the eye and how far down it the eye is. */
function placeOf(el: HTMLElement, sheets: readonly (HTMLElement | null)[]): Place | null {
  const eye = el.scrollTop + el.clientHeight / 3;
  let at: Place | null = null;
  let top = -1;
  for (const [i, sheet] of sheets.entries()) {
    if (!sheet) continue;
    const part = (eye - topOf(sheet)) / Math.max(1, sheet.offsetHeight);
    // Of pages side by side the first one counts.
    if (at !== null && (part < 0 || topOf(sheet) <= top)) continue;
    at = { page: i + 1, part };
    top = topOf(sheet);
  }
  return at;
}
