import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { t } from '../i18n';
import { Button } from './Button';
import { SheetEdge } from './layout';
import { narrowWindow, useMedia } from './useMedia';

export type SidePane = {
  /** The name of the pane, for the screen reader and its grip. */
  label: string;
  content: ReactNode;
  width: number;
  min?: number | undefined;
  max?: number | undefined;
  /** Called while the grip moves; the caller remembers the value. */
  onWidth: (width: number) => void;
};

const step = 16;

/** Up to three panes. Side panes resize by grip or arrow keys; in a narrow window they are sheets. */
export function Panes({
  left,
  right,
  children,
}: {
  left?: SidePane | undefined;
  right?: SidePane | undefined;
  children: ReactNode;
}) {
  const narrow = useMedia(narrowWindow);
  const [sheet, setSheet] = useState<'left' | 'right' | null>(null);

  if (narrow) {
    const open = sheet === 'left' ? left : sheet === 'right' ? right : undefined;
    return (
      <div className="panes">
        {left && (
          <SheetEdge
            side="left"
            label={t('panes.show', { name: left.label })}
            open={sheet === 'left'}
            onOpen={() => setSheet('left')}
          />
        )}
        <div className="pane pane-center">{children}</div>
        {right && (
          <SheetEdge
            side="right"
            label={t('panes.show', { name: right.label })}
            open={sheet === 'right'}
            onOpen={() => setSheet('right')}
          />
        )}
        {open && sheet && (
          // Escape closes the sheet from anywhere inside it.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <section
            className={`pane pane-side sheet ${sheet}`}
            aria-label={open.label}
            style={{ width: open.width }}
            onKeyDown={(e) => {
              if (e.key !== 'Escape' || e.defaultPrevented) return;
              e.preventDefault();
              setSheet(null);
            }}
          >
            <Button
              className="sheet-close"
              look="quiet"
              size="small"
              icon="close"
              aria-label={t('panes.hide', { name: open.label })}
              onClick={() => setSheet(null)}
            />
            {open.content}
          </section>
        )}
      </div>
    );
  }

  return (
    <div className="panes">
      {left && (
        <>
          <section
            className="pane pane-side pane-left"
            aria-label={left.label}
            style={{ width: left.width }}
          >
            {left.content}
          </section>
          <Grip pane={left} side="left" />
        </>
      )}
      <div className="pane pane-center">{children}</div>
      {right && (
        <>
          <Grip pane={right} side="right" />
          <section
            className="pane pane-side pane-right"
            aria-label={right.label}
            style={{ width: right.width }}
          >
            {right.content}
          </section>
        </>
      )}
    </div>
  );
}

function Grip({ pane, side }: { pane: SidePane; side: 'left' | 'right' }) {
  const [from, setFrom] = useState<{ x: number; width: number } | null>(null);
  const min = pane.min ?? 200;
  const max = pane.max ?? 560;
  const sign = side === 'left' ? 1 : -1;
  const set = (w: number) => pane.onWidth(Math.min(max, Math.max(min, w)));

  function onKeyDown(e: KeyboardEvent) {
    if (e.key === 'ArrowRight') set(pane.width + sign * step);
    else if (e.key === 'ArrowLeft') set(pane.width - sign * step);
    else if (e.key === 'Home') set(min);
    else if (e.key === 'End') set(max);
    else return;
    e.preventDefault();
  }
  const release = (e: PointerEvent) => {
    e.currentTarget.releasePointerCapture(e.pointerId);
    setFrom(null);
  };

  return (
    // A separator that can be focused is a control by ARIA; the rule knows only the static kind.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={`pane-grip ${from ? 'moving' : ''}`}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('panes.resize', { name: pane.label })}
      aria-valuenow={pane.width}
      aria-valuemin={min}
      aria-valuemax={max}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId);
        setFrom({ x: e.clientX, width: pane.width });
      }}
      onPointerMove={(e) => {
        if (from) set(from.width + sign * (e.clientX - from.x));
      }}
      onPointerUp={release}
      onPointerCancel={release}
    />
  );
}
