import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';

/**
 * The heading of a question. Whoever has just decided one goes on at it by key: what they
 * pressed is gone with its question. So they do where it becomes another one under them.
 */
export function Where({
  arrivingRef,
  children,
}: {
  /** Whether the next heading that is shown takes the focus. */
  arrivingRef: RefObject<boolean>;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const here = heading.current;
    if (arrivingRef.current) here?.focus();
    arrivingRef.current = false;
    return () => {
      if (here !== null && document.activeElement === here) arrivingRef.current = true;
    };
  }, [arrivingRef]);
  return (
    <h2 className="decide-where" ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}
