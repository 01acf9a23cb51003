import { useEffect, useRef, type RefObject } from 'react';
import { t } from '../../i18n';
import type { Reader, Sheet } from './pdf';

/** A canvas of more pixels than this costs more memory than sharpness is worth. */
const mostPixels = 16e6;

/**
 * One page: a picture of it, and its words above it, invisible, to be selected and
 * read aloud. Only pages near the eye are painted; a page that is painted anew
 * keeps its last picture until then.
 */
export function SheetView({
  reader,
  sheet,
  number,
  count,
  scale,
  near,
  refOf,
}: {
  reader: Reader;
  sheet: Sheet;
  number: number;
  count: number;
  /** px per point. */
  scale: number;
  near: boolean;
  refOf: (el: HTMLElement | null) => void;
}) {
  const picture = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLDivElement>(null);
  usePainting(picture, sheet, scale, near);
  useWords(words, reader, sheet, scale, near);
  return (
    <div
      className="paper-sheet"
      role="group"
      aria-label={t('report.pageLabel', { page: number, count })}
      data-page={number}
      ref={refOf}
      style={{ width: sheet.width * scale, height: sheet.height * scale }}
    >
      <div className="sheet-picture" aria-hidden="true" ref={picture} />
      <div className="sheet-words" ref={words} />
    </div>
  );
}

function usePainting(
  host: RefObject<HTMLDivElement | null>,
  { page, width, height }: Sheet,
  scale: number,
  near: boolean,
) {
  useEffect(() => {
    const el = host.current;
    if (!el) return;
    if (!near) {
      drop(el.querySelector('canvas'));
      return;
    }
    const px = Math.min(
      window.devicePixelRatio || 1,
      Math.sqrt(mostPixels / (width * height)) / scale,
    );
    const viewport = page.getViewport({ scale: scale * px });
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(viewport.width);
    canvas.height = Math.ceil(viewport.height);
    const task = page.render({ canvas, viewport });
    task.promise.then(
      () => {
        drop(el.querySelector('canvas'));
        el.replaceChildren(canvas);
      },
      // Cancelled: another size or another report is on its way.
      () => drop(canvas),
    );
    return () => task.cancel();
  }, [host, page, width, height, scale, near]);
}

/** Some engines keep the memory of a canvas long after it has left the page. */
function drop(canvas: HTMLCanvasElement | null) {
  if (!canvas) return;
  canvas.width = canvas.height = 0;
  canvas.remove();
}

function useWords(
  host: RefObject<HTMLDivElement | null>,
  reader: Reader,
  { page }: Sheet,
  scale: number,
  near: boolean,
) {
  useEffect(() => {
    const el = host.current;
    if (!el || !near) return;
    let stop = () => {
      gone = true;
    };
    let gone = false;
    void reader.library().then((lib) => {
      if (gone) return;
      const container = document.createElement('div');
      container.className = 'sheet-text';
      container.style.setProperty('--total-scale-factor', String(scale));
      const layer = new lib.TextLayer({
        textContentSource: page.streamTextContent(),
        container,
        viewport: page.getViewport({ scale }),
      });
      stop = () => layer.cancel();
      layer.render().then(
        () => el.replaceChildren(container),
        () => undefined,
      );
    });
    return () => stop();
  }, [host, reader, page, scale, near]);
}
