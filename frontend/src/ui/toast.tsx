import { useEffect, useRef, useSyncExternalStore } from 'react';
import { t } from '../i18n';
import { Button } from './Button';
import { Icon, type IconName } from './icons';
import { riseOver } from './keepClear';

export type Toast = {
  id: number;
  /** What was done, in the past tense. */
  text: string;
  icon?: IconName | undefined;
  tone?: 'ok' | 'warn' | undefined;
  /** The way back, or another one next step. */
  act?: { label: string; run: () => void } | undefined;
  /** Of toasts about one topic only the newest is shown. */
  topic?: string | undefined;
  /** Its act takes back what it says was done. */
  takesBack?: boolean | undefined;
};

const lifeMs = 8000;
let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]) {
  toasts = next;
  for (const l of listeners) l();
}

/** Says what was done; `undo` adds the button that takes it back. */
export function showToast(toast: Omit<Toast, 'id'> & { undo?: (() => void) | undefined }): number {
  const { undo, ...rest } = toast;
  last += 1;
  const act = undo ? { label: t('act.undo'), run: undo } : rest.act;
  const takesBack = undo !== undefined;
  const same = (x: Toast) =>
    // After an undo by key the button of the step before would take back another one.
    (rest.topic === 'undo' && x.takesBack === true) ||
    (rest.topic === undefined ? x.text === rest.text && !x.act && !act : x.topic === rest.topic);
  // Three at most: older ones have been read or never will be.
  set([...toasts.filter((x) => !same(x)), { ...rest, act, takesBack, id: last }].slice(-3));
  return last;
}

export function dismissToast(id: number) {
  set(toasts.filter((x) => x.id !== id));
}

/** What was announced about a topic has happened, or is told anew. */
export function dismissTopic(topic: string) {
  if (toasts.some((x) => x.topic === topic)) set(toasts.filter((x) => x.topic !== topic));
}

/** What was undone is told where it was undone: on the next screen it is old news. */
export function dismissOldNews() {
  if (toasts.some((x) => x.topic === 'undo' && !x.act)) {
    set(toasts.filter((x) => x.topic !== 'undo' || x.act));
  }
}

const gapPx = 8;

/**
 * What a toast must not cover: the field somebody types in, the row the keyboard is
 * at, and bars at the foot marked `data-foot`.
 */
function takenBoxes(toasts: HTMLElement): DOMRect[] {
  const at = document.activeElement;
  const fields =
    at?.matches('input, textarea, [contenteditable]') && !toasts.contains(at) ? [at] : [];
  const row = document.getElementById(at?.getAttribute('aria-activedescendant') ?? '');
  if (row) fields.push(row);
  return [...fields, ...document.querySelectorAll('[data-foot]')].map((e) =>
    e.getBoundingClientRect(),
  );
}

/** So much room a toast needs beside a list at the left; with less it stands below it. */
const roomPx = 420;

/** Beside the list at the left, whose last rows it would cover; "" for the edge of the window. */
function leftOf(): string {
  const right = document.querySelector('.pane-left')?.getBoundingClientRect().right ?? 0;
  return right > 0 && window.innerWidth - right >= roomPx ? `${right + 2 * gapPx}px` : '';
}

/** Where toasts appear: at the foot, clear of what is typed in. One per window. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (l) => {
      listeners.add(l);
      return () => listeners.delete(l);
    },
    () => toasts,
  );
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const el = frame.current;
    if (!el || shown.length === 0) return;
    const place = () => {
      // Whoever is about to press a button in it must find it where it was.
      if (el.contains(document.activeElement) || el.matches(':hover')) return;
      el.style.transform = '';
      el.style.left = leftOf();
      const rise = riseOver(el.getBoundingClientRect(), takenBoxes(el), gapPx);
      el.style.transform = rise > 0 ? `translateY(${-rise}px)` : '';
    };
    place();
    window.addEventListener('focusin', place);
    // The row the keyboard is at moves without the focus.
    window.addEventListener('keyup', place);
    window.addEventListener('resize', place);
    return () => {
      window.removeEventListener('focusin', place);
      window.removeEventListener('keyup', place);
      window.removeEventListener('resize', place);
    };
  }, [shown]);
  return (
    <div
      ref={frame}
      className="toasts"
      role="status"
      aria-live="polite"
      aria-label={t('toast.label')}
    >
      {shown.map((toast) => (
        <ToastBox key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastBox({ toast }: { toast: Toast }) {
  const timer = useRef<number | undefined>(undefined);
  const hold = () => window.clearTimeout(timer.current);
  const run = () => {
    hold();
    timer.current = window.setTimeout(() => dismissToast(toast.id), lifeMs);
  };
  useEffect(() => {
    timer.current = window.setTimeout(() => dismissToast(toast.id), lifeMs);
    return () => window.clearTimeout(timer.current);
  }, [toast.id]);

  return (
    // It stays while somebody reads it or has the keyboard in it.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={`toast ${toast.tone === 'warn' ? 'toast-warn' : ''}`}
      onPointerEnter={hold}
      onPointerLeave={run}
      onFocus={hold}
      onBlur={run}
    >
      <Icon name={toast.icon ?? (toast.tone === 'warn' ? 'warn' : 'check')} />
      <span className="grow">{toast.text}</span>
      {toast.act && (
        <Button
          look="text"
          size="small"
          onClick={() => {
            dismissToast(toast.id);
            toast.act?.run();
          }}
        >
          {toast.act.label}
        </Button>
      )}
      <Button
        look="quiet"
        size="small"
        icon="close"
        aria-label={t('act.dismiss')}
        onClick={() => dismissToast(toast.id)}
      />
    </div>
  );
}
