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
  const [shown, setShown] = useState<{ place: Placed; host: Element } | null>(null);

  const hide = () => {
    window.clearTimeout(timer.current);
    setShown(null);
  };
  const show = (wait: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const target = anchor.current?.firstElementChild;
      if (target) {
        setShown({
          place: placeBeside(target, { width: 240, height: 34 }),
          host: floatingHost(target),
        });
      }
    }, wait);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);

  return (
    // It only listens to what its child does; the child is the control.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <span
      ref={anchor}
      style={{ display: 'contents' }}
      onPointerOver={() => {
        if (!shown) show(delayMs);
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
      {shown &&
        createPortal(
          <div className="tip" role="tooltip" id={id} style={shown.place}>
            {text}
            {keys && <Keys keys={keys} />}
          </div>,
          shown.host,
        )}
    </span>
  );
}
