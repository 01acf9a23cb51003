import { useRef, useState, type KeyboardEvent } from 'react';
import { useNumberSetting, type ActionStatus, type Review } from '../../backend';
import { useCommandContext, useCommands } from '../../commands';
import { PicturesSign, Undecided, useAskedPart, useReadOnly } from '../../editing';
import { t, tAny } from '../../i18n';
import { Button, EmptyState, Panes, RowList, useMedia, wideWindow } from '../../ui';
import { ActionInspector } from './ActionInspector';
import { ActionRow } from './ActionRow';
import './actions.css';
import { AddLine } from './AddLine';
import { StepDialog, type AskedStep } from './StepDialog';
import { actionItems, asksFor, dateStands, type ActionItem } from './states';
import { useActionActs } from './useActionActs';

/** What will change, by whom, until when, and how one will know that it helped. */
export function Actions({ review }: { review: Review }) {
  const acts = useActionActs(review);
  const readOnly = useReadOnly();
  const wide = useMedia(wideWindow);
  const [width, setWidth] = useNumberSetting('pane.actions.right', wide ? 412 : 336);
  const [selected, setSelected] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<AskedStep | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLInputElement>(null);
  const state = useRef<HTMLDivElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const follows = useRef('');
  /** The list is empty by a key that was pressed: its button takes the focus. */
  const left = useRef(false);

  const items = actionItems(review.actions);
  const order = items.flatMap((i) => (i.kind === 'action' ? [i.action] : []));
  const here = order.find((a) => a.id === selected) ?? null;

  // A link from elsewhere ("…/actions?at=id") chooses its action.
  useAskedPart((id) => {
    follows.current = '';
    setSelected(id);
  });
  const startAdding = () => {
    follows.current = '';
    setAdding(true);
    line.current?.focus();
  };
  /** Does something with a part of the inspector; where that is a closed sheet, it opens first. */
  const inInspector = (act: (inspector: HTMLElement) => boolean) => {
    if (!room.current || act(room.current)) return;
    room.current.querySelector<HTMLElement>('.sheet-open.right')?.click();
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
    if (!here || to === here.status) return;
    const kind = asksFor(here, to);
    if (kind) setAsked({ kind, to });
    else void acts.setState(here.id, here.status, to);
    list.current?.focus();
  };
  const replan = () => setAsked({ kind: 'replan', to: '' });
  const remove = async () => {
    if (!here) return;
    const at = order.indexOf(here);
    const next = order[at + 1] ?? order[at - 1] ?? null;
    if (await acts.remove(here.id, here.title || here.ref)) {
      setSelected(next?.id ?? null);
      list.current?.focus();
      if (!next) {
        left.current = true;
        setAdding(false);
      }
    }
  };

  const may = here !== null && !readOnly;
  useCommandContext({
    selection: here ? { kind: 'action', id: here.id, label: here.title || here.ref } : null,
  });
  useCommands('pane', [
    {
      id: 'actions.add',
      title: 'actions.new',
      keys: ['Enter', 'n'],
      icon: 'plus',
      group: 'write',
      when: () => !readOnly,
      run: startAdding,
    },
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
      run: () => (here && dateStands(here) ? replan() : toField('due')),
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
    {
      id: 'actions.remove',
      title: 'actions.remove',
      keys: ['Delete'],
      icon: 'trash',
      removes: true,
      group: 'write',
      when: (ctx) => may && !ctx.inField,
      run: () => void remove(),
    },
  ]);

  const isEmpty = order.length === 0;
  // Stands at one place of the page with and without actions: whoever writes the first goes on with the second.
  const addLine = !readOnly && (!isEmpty || adding) && (
    <AddLine
      review={review.ref}
      fieldRef={(el) => {
        line.current = el;
        // The line of an empty list appears because somebody asked for it.
        if (el && adding && isEmpty) el.focus();
      }}
      save={async (title) => {
        // Lines may follow each other faster than the list shows them.
        const made = await acts.add(title, follows.current || (here?.id ?? ''));
        follows.current = made.id;
        setSelected(made.id);
      }}
      onLeave={() => {
        left.current = isEmpty;
        setAdding(false);
        list.current?.focus();
      }}
    />
  );

  function onKey(e: KeyboardEvent) {
    // Enter makes a new one here, as in every list that is written line by line.
    if (e.key === 'Enter' && !readOnly) {
      e.preventDefault();
      startAdding();
    }
  }
  const heights = (i: ActionItem) => (i.kind === 'head' ? 36 : wide ? 44 : 47);

  return (
    <div className={isEmpty ? 'actions actions-empty' : 'actions'} ref={room}>
      <Panes
        right={
          isEmpty
            ? undefined
            : {
                label: t('actions.about'),
                width,
                min: 300,
                max: 520,
                onWidth: setWidth,
                content: here ? (
                  <ActionInspector
                    review={review}
                    action={here}
                    acts={acts}
                    readOnly={readOnly}
                    stateRef={state}
                    onState={toState}
                    onReplan={replan}
                    onDone={() => list.current?.focus()}
                  />
                ) : (
                  <p className="small ink-3 actions-none">{t('actions.chooseOne')}</p>
                ),
              }
        }
      >
        {isEmpty ? (
          <EmptyState
            title={t('actions.empty.title')}
            lead={t('actions.empty.lead')}
            acts={
              !readOnly &&
              !adding && (
                <Button
                  look="primary"
                  size="large"
                  icon="plus"
                  keys="N"
                  ref={(el) => {
                    if (el && left.current) el.focus();
                    left.current = false;
                  }}
                  onClick={startAdding}
                >
                  {t('actions.new')}
                </Button>
              )
            }
          />
        ) : (
          <RowList
            label={t('review.tab.actions')}
            items={items}
            keyOf={(i) => i.id}
            rowHeight={heights}
            isHeading={(i) => i.kind === 'head'}
            selected={here?.id ?? null}
            onSelect={(id) => {
              follows.current = '';
              setSelected(id);
            }}
            onKey={onKey}
            measure
            takeFocus
            listRef={list}
            renderRow={(i) =>
              i.kind === 'head' ? (
                <div className="h3 actions-head">
                  {tAny(`actions.group.${i.group}`)} <span className="meta num">{i.count}</span>
                </div>
              ) : (
                <ActionRow
                  action={i.action}
                  wide={wide}
                  mark={
                    <>
                      <PicturesSign review={review} path={`actions/${i.action.id}`} />
                      <Undecided inRow review={review} path={`actions/${i.action.id}`} />
                    </>
                  }
                />
              )
            }
          />
        )}
        {addLine}
      </Panes>
      {here && asked && (
        <StepDialog
          key={here.id}
          review={review}
          action={here}
          step={asked}
          acts={acts}
          onClose={() => setAsked(null)}
          onField={(name) => {
            setAsked(null);
            window.requestAnimationFrame(() => toField(name));
          }}
        />
      )}
    </div>
  );
}
