import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { ActionLine } from '../../../backend';
import { formatNumber, t, tValue } from '../../../i18n';
import { Icon, RowList, StrengthBars } from '../../../ui';
import { Due, Overdue } from '../Overdue';
import { actionStates, stateIcon } from '../states';
import { keyOfLine } from './groups';
import { ownerOf } from './LineRow';

/**
 * The actions by state, a column each. The list by state tells the same in rows. Left and
 * right go to the next column that holds something; a card that was moved takes the keyboard
 * along into its new column.
 */
export function Board({
  actions,
  selected,
  listRef,
  onSelect,
  onOpen,
}: {
  actions: readonly ActionLine[];
  selected: string | null;
  /** Gets the column that the keyboard is in. */
  listRef: { current: HTMLDivElement | null };
  onSelect: (key: string) => void;
  onOpen: (key: string) => void;
}) {
  const board = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => {
    const by = new Map<string, ActionLine[]>(actionStates.map((s) => [s, []]));
    for (const a of actions) by.set(a.status, [...(by.get(a.status) ?? []), a]);
    return [...by];
  }, [actions]);
  const here = actions.find((a) => keyOfLine(a) === selected);
  const state = here?.status;
  // Each column keeps its place while the keyboard is elsewhere.
  const [at, setAt] = useState<Readonly<Record<string, string>>>({});

  const was = useRef({ selected, state });
  useEffect(() => {
    const before = was.current;
    was.current = { selected, state };
    const held = document.activeElement;
    const mine = held === document.body || board.current?.contains(held) === true;
    if (mine && state && before.selected === selected && before.state !== state)
      board.current?.querySelector<HTMLElement>(`[data-state="${state}"] [role=listbox]`)?.focus();
  }, [selected, state]);

  function onKeyDown(e: KeyboardEvent) {
    const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0 || e.ctrlKey || e.altKey || e.metaKey || e.shiftKey) return;
    const lists = [...(board.current?.querySelectorAll<HTMLElement>('[role=listbox]') ?? [])];
    const from = lists.findIndex((l) => l.contains(e.target as Node));
    const next = from < 0 ? undefined : lists[from + by];
    if (!next) return;
    next.focus();
    e.preventDefault();
  }

  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the lists inside have the focus
    <div className="board actions-board" ref={board} onKeyDown={onKeyDown}>
      {columns.map(([status, mine]) => {
        const word = tValue('action', status);
        const kept = mine.some((a) => keyOfLine(a) === at[status]) ? at[status] : undefined;
        const chosen = status === state ? selected : (kept ?? null);
        return (
          // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the list inside has the focus
          <section
            key={status}
            className="board-column"
            data-state={status}
            onFocus={(e) => {
              listRef.current = e.currentTarget.querySelector<HTMLDivElement>('[role=listbox]');
              if (chosen !== null && chosen !== selected) onSelect(chosen);
            }}
          >
            <h2 className="board-head">
              <Icon name={stateIcon(status)} className={`action-sign ${status}`} />{' '}
              <span className="h3">{word}</span>{' '}
              <span className="small ink-3 num">{formatNumber(mine.length)}</span>
            </h2>
            {mine.length === 0 ? (
              <p className="small ink-3 board-none">{t('actions.all.board.none')}</p>
            ) : (
              <RowList
                label={t('actions.all.board.column', { state: word })}
                items={mine}
                keyOf={keyOfLine}
                rowHeight={112}
                selected={chosen}
                onSelect={(key) => {
                  setAt({ ...at, [status]: key });
                  onSelect(key);
                }}
                onOpen={onOpen}
                takeFocus={status === (state ?? columns.find(([, list]) => list.length > 0)?.[0])}
                renderRow={(a) => <Card action={a} />}
              />
            )}
          </section>
        );
      })}
      <p className="unseen" role="status">
        {t('actions.all.board.help')}
      </p>
    </div>
  );
}

function Card({ action: a }: { action: ActionLine }) {
  return (
    <div className="board-card">
      <div className="board-title strong">{a.title || t('actions.untitled')}</div>
      <div className="meta line clip">
        {a.strength && (
          <StrengthBars
            strength={a.strength as 'stronger' | 'intermediate' | 'weaker'}
            label={t('actions.strengthIs', { strength: tValue('strength', a.strength) })}
          />
        )}
        <span className="clip">{ownerOf(a) || t('actions.nobody')}</span>
      </div>
      <div className="meta line num">
        {a.overdue_days > 0 ? <Overdue action={a} /> : <Due action={a} />}
      </div>
    </div>
  );
}
