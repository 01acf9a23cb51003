import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type Ref } from 'react';
import { t } from '../../i18n';
import type { Paper, Reader } from './pdf';
import { SheetView } from './SheetView';
import { gap, scaleOf, type Zoom } from './zoom';

export type PagesHandle = {
  focus: () => void;
  turn: (to: 'first' | 'previous' | 'next' | 'last') => void;
};

/** All pages one below the other, or beside each other where there is room. */
export function Pages({
  reader,
  paper,
  zoom,
  within,
  isStale,
  onPage,
  onScale,
  handle,
}: {
  reader: Reader;
  paper: Paper;
  zoom: Zoom;
  /** Pages are no wider than the room, whatever the zoom. */
  within: boolean;
  /** Another report is on its way. */
  isStale: boolean;
  /** The page at the eye, from 1. */
  onPage: (page: number) => void;
  onScale: (scale: number) => void;
  handle: Ref<PagesHandle>;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const sheets = useRef<(HTMLElement | null)[]>([]);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const [near, setNear] = useState<ReadonlySet<number>>(new Set([1, 2]));
  const first = paper.sheets[0];
  const scale = first && room.width > 0 ? scaleOf(zoom, first, room, within) : 0;

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

  useImperativeHandle(handle, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    turn: (to) => {
      const el = scroller.current;
      if (!el) return;
      const tops = [...new Set(sheets.current.flatMap((s) => (s ? [topOf(s)] : [])))];
      const here = el.scrollTop;
      const top = {
        first: () => 0,
        last: () => el.scrollHeight,
        next: () => tops.find((y) => y > here + 2) ?? el.scrollHeight,
        previous: () => tops.findLast((y) => y < here - 2) ?? 0,
      }[to]();
      el.scrollTo({ top });
    },
  }));

  return (
    <div
      className={`paper ${isStale ? 'stale' : ''}`}
      role="region"
      aria-busy={isStale || undefined}
      aria-label={t('report.pages')}
      // A region that scrolls must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      ref={scroller}
      onScroll={tell}
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
