import { useRef, useState, type RefObject } from 'react';
import type { Action, ActionStatus, Review } from '../../backend';
import { useCommands } from '../../commands';
import { useReadOnly } from '../../editing';
import { ActionInspector } from './ActionInspector';
import { StepDialog, type AskedStep } from './StepDialog';
import { asksFor, dateStands } from './states';
import type { ActionActs } from './useActionActs';

/**
 * What stands beside a list of actions and belongs to the chosen one: its fields, the
 * questions of its steps, and the keys that lead to both.
 */
export function useActionDesk({
  review,
  action,
  acts,
  room,
  list,
  elsewhere,
}: {
  /** Undefined until it is read. */
  review: Review | undefined;
  /** The chosen one. */
  action: Action | null;
  acts: ActionActs;
  /** Around list and fields. */
  room: RefObject<HTMLElement | null>;
  list: RefObject<HTMLElement | null>;
  /** Where the fields are not on this screen: the way to them. */
  elsewhere?: (() => void) | undefined;
}) {
  const readOnly = useReadOnly();
  const [asked, setAsked] = useState<AskedStep | null>(null);
  const state = useRef<HTMLDivElement>(null);

  /** Does something with a part of the inspector; where that is a closed sheet, it opens first. */
  const inInspector = (act: (inspector: HTMLElement) => boolean) => {
    if (!room.current || act(room.current)) return;
    const sheet = room.current.querySelector<HTMLElement>('.sheet-open.right');
    if (!sheet) {
      elsewhere?.();
      return;
    }
    sheet.click();
    window.requestAnimationFrame(() => room.current && act(room.current));
  };
  const toField = (name: string) =>
    inInspector((inspector) => {
      const field = inspector.querySelector<HTMLElement>(
        `[data-field="${name}"] :is(input, textarea)`,
      );
      field?.focus();
      return field !== null;
    });
  const toState = (to: ActionStatus) => {
    if (!action || to === action.status) return;
    const kind = asksFor(action, to);
    if (kind) setAsked({ kind, to });
    else void acts.setState(action.id, action.status, to);
    list.current?.focus();
  };
  const replan = () => setAsked({ kind: 'replan', to: '' });

  const may = action !== null && !readOnly;
  useCommands('pane', [
    {
      id: 'actions.edit',
      title: 'actions.edit',
      keys: ['F2'],
      icon: 'pen',
      group: 'write',
      when: () => may,
      run: () => toField('title'),
    },
    {
      id: 'actions.state',
      title: 'actions.setState',
      keys: ['s'],
      icon: 'half',
      group: 'say',
      when: () => may,
      run: () =>
        inInspector(() => {
          const button = state.current?.querySelector('button');
          button?.click();
          return button !== null && button !== undefined;
        }),
    },
    {
      id: 'actions.due',
      title: 'actions.setDue',
      keys: ['d'],
      icon: 'clock',
      group: 'say',
      when: () => may,
      run: () => (action && dateStands(action) ? replan() : toField('due')),
    },
    {
      id: 'actions.owner',
      title: 'actions.setOwner',
      keys: ['o'],
      icon: 'person',
      group: 'say',
      when: () => may,
      run: () => toField('owner_role'),
    },
  ]);

  return {
    toState,
    inspector: review && action && (
      <ActionInspector
        review={review}
        action={action}
        acts={acts}
        readOnly={readOnly}
        stateRef={state}
        onState={toState}
        onReplan={replan}
        onDone={() => list.current?.focus()}
      />
    ),
    dialog: review && action && asked && (
      <StepDialog
        key={action.id}
        review={review}
        action={action}
        step={asked}
        acts={acts}
        onClose={() => setAsked(null)}
        onField={(name) => {
          setAsked(null);
          window.requestAnimationFrame(() => toField(name));
        }}
      />
    ),
  };
}
