import { useEffect, useRef, useState } from 'react';
import { useSetting } from '../../backend';
import type { Command } from '../../commands';
import type { PagesHandle } from './Pages';
import { nextZoom, parseZoom, type Zoom } from './zoom';

const turns = [
  ['next', 'report.nextPage', 'PageDown'],
  ['previous', 'report.previousPage', 'PageUp'],
  ['first', 'report.firstPage', 'Home'],
  ['last', 'report.lastPage', 'End'],
] as const;

/**
 * At which page one looks and how large it is, with the commands for it. Count is 0 while
 * nothing is shown. With takesFocus the pages have the keyboard once they are there, unless
 * somebody types meanwhile.
 */
export function useLook(count: number, takesFocus = false) {
  const [zoomText, setZoomText] = useSetting('report.zoom', '1');
  const [page, setPage] = useState(1);
  const [scale, setScale] = useState(0);
  const handle = useRef<PagesHandle>(null);
  const zoom = parseZoom(zoomText);
  // The size of last time may be wider than the window of today.
  const [isChosen, setIsChosen] = useState(false);
  const setZoom = (z: Zoom) => {
    setIsChosen(true);
    setZoomText(String(z));
  };
  const step = (by: 1 | -1) => setZoom(nextZoom(scale, by));

  const isThere = count > 0;
  // The report was asked for: its keys count at once, without a press into it.
  useEffect(() => {
    const at = document.activeElement;
    const free = takesFocus ? !at?.matches('input, textarea') : at?.matches('body, .step, .room');
    if (isThere && free) handle.current?.focus();
  }, [isThere, takesFocus]);

  const see = (id: string, title: Command['title'], keys: string[], run: () => void): Command => ({
    id: `report.${id}`,
    title,
    keys,
    group: 'see',
    run,
  });
  const commands: Command[] = [
    ...turns.map(([to, title, key]): Command => ({
      id: `report.${to}`,
      title,
      keys: [key],
      group: 'move',
      run: () => handle.current?.turn(to),
    })),
    see('zoomIn', 'report.zoomIn', ['+', '='], () => step(1)),
    see('zoomOut', 'report.zoomOut', ['-'], () => step(-1)),
    see('actual', 'report.actual', ['0'], () => setZoom(1)),
    see('fitWidth', 'report.fit.width', ['w'], () => setZoom('width')),
    see('fitPage', 'report.fit.page', ['p'], () => setZoom('page')),
  ];
  return {
    commands,
    /** For the tools in the head. */
    tools: {
      page: Math.min(page, Math.max(1, count)),
      count,
      zoom,
      scale,
      onZoom: setZoom,
      onStep: step,
    },
    /** For the pages. */
    view: { zoom, within: !isChosen, onPage: setPage, onScale: setScale, handle },
  };
}
