import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Keys } from './Kbd';
import { floatingHost, placeBeside, type Placed } from './floating';

const delayMs = 450;

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
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const timer = useRef<number | undefined>(undefined);
  const [place, setPlace] = useState<Placed | null>(null);

  const hide = () => {
    window.clearTimeout(timer.current);
    setPlace(null);
  };
  const show = (wait: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const target = anchor.current?.firstElementChild;
      if (target) setPlace(placeBeside(target, { width: 240, height: 34 }));
    }, wait);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);

  return (
    <span
      ref={anchor}
      style={{ display: 'contents' }}
      onPointerOver={() => {
        if (!place) show(delayMs);
      }}
      onPointerOut={hide}
      onPointerDown={hide}
      onFocus={(e) => {
        if (e.target.matches(':focus-visible')) show(0);
      }}
      onBlur={hide}
      onKeyDown={hide}
    >
      {children}
      {place &&
        createPortal(
          <div className="tip" role="tooltip" id={id} style={place}>
            {text}
            {keys && <Keys keys={keys} />}
          </div>,
          floatingHost(anchor.current),
        )}
    </span>
  );
}
