import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Keys } from './Kbd';
import { floatingHost, placeBeside, type Placed } from './floating';

const delayMs = 450;

/** What it listens to on a control, or on the span around one. */
export type Heard = {
  onPointerOver: () => void;
  onPointerOut: () => void;
  onPointerDown: () => void;
  onFocus: (e: { target: Element }) => void;
  onBlur: () => void;
  onKeyDown: () => void;
};

/** What a control or the span around it listens to, and the words themselves. */
export function useTip(
  text: string,
  keys: string | undefined,
  target: () => Element | null,
): { on: Heard; tip: ReactNode } {
  const id = useId();
  const timer = useRef<number | undefined>(undefined);
  const [shown, setShown] = useState<{ place: Placed; host: Element } | null>(null);

  const hide = () => {
    window.clearTimeout(timer.current);
    setShown(null);
  };
  const show = (wait: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const control = target();
      if (control) {
        setShown({
          place: placeBeside(control, { width: 240, height: 34 }),
          host: floatingHost(control),
        });
      }
    }, wait);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);

  return {
    on: {
      onPointerOver: () => {
        if (!shown) show(delayMs);
      },
      onPointerOut: hide,
      onPointerDown: hide,
      onFocus: (e) => {
        if (e.target.matches(':focus-visible')) show(0);
      },
      onBlur: hide,
      onKeyDown: hide,
    },
    tip:
      shown && text
        ? createPortal(
            <div className="tip" role="tooltip" id={id} style={shown.place}>
              {text}
              {keys && <Keys keys={keys} />}
            </div>,
            shown.host,
          )
        : null,
  };
}

/** Says more about a control while the pointer rests on it or the keyboard is at it. */
export function Tooltip({
  text,
  keys,
  children,
}: {
  text: string;
  keys?: string | undefined;
  children: ReactNode;
}) {
  const anchor = useRef<HTMLSpanElement>(null);
  const { on, tip } = useTip(text, keys, () => anchor.current?.firstElementChild ?? null);
  return (
    // It only listens to what its child does; the child is the control.
    <span ref={anchor} style={{ display: 'contents' }} {...on}>
      {children}
      {tip}
    </span>
  );
}
