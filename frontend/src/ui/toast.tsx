import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { t } from '../i18n';
import { Button } from './Button';
import { Icon, type IconName } from './icons';
import { liesOver } from './clear';

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
  /** How often somebody had pressed something when it came. */
  pressed: number;
};

const lifeMs = 8000;
let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

let pressed = 0;
for (const e of ['pointerdown', 'keydown'] as const) {
  window.addEventListener(e, () => void (pressed += 1), true);
}

function set(next: readonly Toast[]) {
  toasts = next;
  for (const l of listeners) l();
}

/** Says what was done; `undo` adds the button that takes it back. */
export function showToast(
  toast: Omit<Toast, 'id' | 'takesBack' | 'pressed'> & { undo?: (() => void) | undefined },
): number {
  const { undo, ...rest } = toast;
  last += 1;
  const act = undo ? { label: t('act.undo'), run: undo } : rest.act;
  const takesBack = undo !== undefined;
  const same = (x: Toast) =>
    // After an undo by key the button of the step before would take back another one.
    (rest.topic === 'undo' && x.takesBack === true) ||
    (rest.topic === undefined ? x.text === rest.text && !x.act && !act : x.topic === rest.topic);
  // The newest, and of those before it the last that still asks for something.
  const before = toasts.filter((x) => !same(x) && (x.act ?? x.tone === 'warn')).slice(-1);
  set([...before, { ...rest, act, takesBack, pressed, id: last }]);
  return last;
}

export function dismissToast(id: number) {
  set(toasts.filter((x) => x.id !== id));
}

/** What was announced about a topic has happened, or is told anew. */
export function dismissTopic(topic: string) {
  if (toasts.some((x) => x.topic === topic)) set(toasts.filter((x) => x.topic !== topic));
}

/**
 * What was done on one page is old news on the next. What the same press brought, the
 * toast and the other page, belongs together: it stays.
 */
export function dismissOldNews() {
  if (toasts.some((x) => x.pressed < pressed)) set(toasts.filter((x) => x.pressed >= pressed));
}

/** Beside the list at the left, so that its last rows stay in sight; "" for the edge of the screen. */
function besideList(width: number): string {
  const right = document.querySelector('.pane-left')?.getBoundingClientRect().right ?? 0;
  return right > 0 && window.innerWidth - right >= width + 3 * gapPx
    ? `${right + 2 * gapPx}px`
    : '';
}

const gapPx = 8;
/** Height that the screen above gives up for them, in px; none while they cover nothing. */
const stripOf = '--toasts';

/**
 * Where toasts appear: at the foot, where nothing else is. Where the foot is full, the
 * screen becomes shorter by their height, so that they cover nothing. One per window.
 */
export function Toasts() {
  const shown = useSyncExternalStore(
    (l) => {
      listeners.add(l);
      return () => listeners.delete(l);
    },
    () => toasts,
  );
  const frame = useRef<HTMLDivElement>(null);
  // Before it is painted: it must not be seen lying over something first.
  useLayoutEffect(() => {
    const el = frame.current;
    const root = document.documentElement;
    if (!el || shown.length === 0) return;
    let strip = false;
    // Whoever is about to press a button in it must find it where it was.
    const held = () => el.contains(document.activeElement) || el.matches(':hover');
    const covers = () => !strip && liesOver(el.getBoundingClientRect(), el);
    const makeRoom = () => {
      strip = true;
      if (!held()) el.style.left = '';
      root.style.setProperty(stripOf, `${el.offsetHeight + gapPx}px`);
    };
    if (!held()) el.style.left = besideList(el.offsetWidth);
    if (covers()) makeRoom();
    // What scrolls or opens below it later makes room too; it never jumps from place to place.
    let asked = 0;
    const look = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => {
        if (covers()) makeRoom();
      });
    };
    const events = ['focusin', 'keyup', 'click', 'scroll', 'resize'] as const;
    for (const e of events) window.addEventListener(e, look, true);
    return () => {
      cancelAnimationFrame(asked);
      for (const e of events) window.removeEventListener(e, look, true);
      root.style.removeProperty(stripOf);
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
