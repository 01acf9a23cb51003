import { useRef, useState, type KeyboardEvent } from 'react';
import { useNumberSetting, type Review } from '../../backend';
import { useCommandContext, useCommands } from '../../commands';
import { CommentsSign, PicturesSign, Undecided, useAskedPart, useReadOnly } from '../../editing';
import { t, tAny } from '../../i18n';
import { Button, EmptyState, Panes, RowList, useMedia, wideWindow } from '../../ui';
import { ActionRow } from './ActionRow';
import './actions.css';
import { AddLine } from './AddLine';
import { actionItems, missingParts, type ActionItem } from './states';
import { useActionActs } from './useActionActs';
import { useActionDesk } from './useActionDesk';

/** What will change, by whom, until when, and how one will know that it helped. */
export function Actions({ review }: { review: Review }) {
  const acts = useActionActs(review);
  const readOnly = useReadOnly();
  const wide = useMedia(wideWindow);
  const [width, setWidth] = useNumberSetting('pane.actions.right', wide ? 412 : 336);
  const [selected, setSelected] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLInputElement>(null);
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

  const desk = useActionDesk({ review, action: here, acts, room, list });
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
                content: desk.inspector ?? (
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
                  missing={missingParts(i.action)}
                  wide={wide}
                  mark={
                    <>
                      <PicturesSign review={review} path={`actions/${i.action.id}`} />
                      <CommentsSign review={review} path={`actions/${i.action.id}`} />
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
      {desk.dialog}
    </div>
  );
}
