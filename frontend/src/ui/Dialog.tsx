import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Button } from './Button';

/** What somebody can type in or press. */
const canBeMeant =
  'a[href], button:not(:disabled), summary, input:not(:disabled), select, textarea, [contenteditable], [tabindex="0"]';

/**
 * A modal window inside the window. The engine's own <dialog> keeps the focus in,
 * makes the rest inert and gives the focus back.
 */
export function Dialog({
  title,
  className = '',
  onClose,
  children,
  bare,
}: {
  title: string;
  className?: string | undefined;
  onClose: () => void;
  children: ReactNode;
  /** The content brings its own head; the title is its name only. */
  bare?: boolean | undefined;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const el = ref.current;
    const before = document.activeElement;
    el?.showModal();
    // Where the body scrolls, the engine stops at the body: the first thing in it is meant.
    const at = document.activeElement;
    if (el && at && el.contains(at) && !at.matches(canBeMeant)) {
      el.querySelector<HTMLElement>(canBeMeant)?.focus();
    }
    return () => {
      el?.close();
      // The engine gives the focus back only if the opener is still there.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    // A press on the dialog element itself is a press on the ground behind it; Escape does the same.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      {...(bare ? { 'aria-label': title } : { 'aria-labelledby': id })}
      onCancel={(e) => {
        e.preventDefault();
        onClose();
      }}
      onClick={(e) => {
        if (e.target === e.currentTarget) onClose();
      }}
    >
      {bare ? (
        children
      ) : (
        <>
          <div className="dialog-body">
            <h2 className="h2" id={id}>
              {title}
            </h2>
            {children}
          </div>
        </>
      )}
    </dialog>
  );
}

/**
 * Asks before something is gone. The title names the thing, the text its
 * consequence and the way back; the safe act stands at the right and has the focus.
 */
export function ConfirmDialog({
  title,
  children,
  act,
  keep,
  destructive = true,
  onAct,
  onKeep,
}: {
  title: string;
  children: ReactNode;
  act: string;
  keep: string;
  destructive?: boolean | undefined;
  onAct: () => void;
  onKeep: () => void;
}) {
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => safe.current?.focus(), []);
  const id = useId();
  return (
    <Dialog title={title} onClose={onKeep} bare>
      <div className="dialog-body">
        <h2 className="h2" id={id}>
          {title}
        </h2>
        <div className="small ink-2">{children}</div>
      </div>
      <div className="dialog-acts">
        <Button look={destructive ? 'destructive' : 'plain'} onClick={onAct}>
          {act}
        </Button>
        <Button className="safe" ref={safe} onClick={onKeep}>
          {keep}
        </Button>
      </div>
    </Dialog>
  );
}
