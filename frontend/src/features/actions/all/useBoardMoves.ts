import { useEffect, useRef } from 'react';
import type { Action, ActionLine, ActionStatus } from '../../../backend';
import { useCommands } from '../../../commands';
import { t, tValue } from '../../../i18n';
import { showToast } from '../../../ui';
import { actionStates } from '../states';
import { keyOfLine } from './groups';

/** The columns in the order of the work; declined stands beside them. */
const way = actionStates.filter((s) => s !== 'declined');

/** One column on or back; what was declined is taken up as an idea again. */
export function neighbour(status: string, by: 1 | -1): ActionStatus | undefined {
  if (status === 'declined') return by === -1 ? 'idea' : undefined;
  const at = way.findIndex((s) => s === status);
  // A state that only a newer version knows is not left: there would be no way back to it.
  return at < 0 ? undefined : way[at + by];
}

/** Moves the chosen card by keyboard, through the same questions as everywhere. */
export function useBoardMoves({
  line,
  action,
  toState,
}: {
  /** The card that the keyboard is at; null away from the board. */
  line: ActionLine | null;
  /** The same as its review tells it, null until that is read. */
  action: Action | null;
  toState: (to: ActionStatus) => void;
}) {
  // A key that was faster than the review is not lost.
  const waiting = useRef<{ key: string; from: string; to: ActionStatus } | null>(null);
  // The list may lag behind the review. A step is worked out from the state on the card, so
  // it is taken only from there: another's decision is not taken back by who never saw it.
  const step = (from: string, to: ActionStatus, now: Action) => {
    if (now.status === from) toState(to);
    else if (now.status !== to) {
      showToast({ icon: 'warn', tone: 'warn', text: t('action.moved_on'), topic: 'move' });
    }
  };
  const take = (state: ActionStatus | undefined) => {
    if (!line || !state) return;
    if (action) step(line.status, state, action);
    else waiting.current = { key: keyOfLine(line), from: line.status, to: state };
  };
  useEffect(() => {
    const asked = waiting.current;
    if (!asked || (line && asked.key === keyOfLine(line) && !action)) return;
    waiting.current = null;
    if (line && action && asked.key === keyOfLine(line)) step(asked.from, asked.to, action);
  });
  const to = (by: 1 | -1) => (line ? neighbour(line.status, by) : undefined);
  const move = (by: 1 | -1) => take(to(by));
  useCommands('screen', [
    {
      id: 'actions.moveOn',
      title: 'actions.all.moveTo',
      params: { state: tValue('action', to(1) ?? 'verified') },
      keys: ['Alt+ArrowRight'],
      icon: 'arrowRight',
      group: 'write',
      when: (ctx) => !ctx.readOnly && to(1) !== undefined,
      run: () => move(1),
    },
    {
      id: 'actions.moveBack',
      title: 'actions.all.moveTo',
      params: { state: tValue('action', to(-1) ?? 'idea') },
      keys: ['Alt+ArrowLeft'],
      icon: 'arrowLeft',
      group: 'write',
      when: (ctx) => !ctx.readOnly && to(-1) !== undefined,
      run: () => move(-1),
    },
    {
      id: 'actions.decline',
      title: 'actions.all.decline',
      keys: ['Alt+ArrowDown'],
      icon: 'declined',
      group: 'write',
      when: (ctx) => !ctx.readOnly && line !== null && line.status !== 'declined',
      run: () => take('declined'),
    },
  ]);
}
