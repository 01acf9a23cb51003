import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Narrowing, ReviewRow } from '../../backend';
import { useCommands } from '../../commands';
import { formatDate, formatNumber, t, tValue, tn } from '../../i18n';
import { Icon, RowList, SeverityChip } from '../../ui';
import { Promised } from './Promised';
import { keyOf, pagesOf, useReviewRows } from './useReviewRows';

/** The states in the order of the work; the last column is shown only when something is in it. */
const states = ['draft', 'in_review', 'agreed', 'closed'] as const;
const other = 'other';

/**
 * The reviews by state, a column each. Every column is a list of its own, read as it is seen;
 * the list of all reviews tells the same in rows.
 */
export function Board({
  filter,
  locked,
  onHere,
  onOpen,
  onMove,
}: {
  filter: Narrowing;
  locked: boolean;
  /** The review that the keyboard is at. */
  onHere: (row: ReviewRow | null) => void;
  onOpen: (ref: string) => void;
  onMove: (row: ReviewRow, from: string, to: string) => Promise<void>;
}) {
  const board = useRef<HTMLDivElement>(null);
  const [here, setHere] = useState<ReviewRow | null>(null);
  // A review that was moved takes the keyboard along into its new column.
  const [moved, setMoved] = useState<{ ref: string; to: string } | null>(null);
  const at = states.findIndex((s) => s === here?.state);
  // A state that only a newer version knows is not left: there would be no way back to it.
  const to = (by: 1 | -1) =>
    at >= 0
      ? states[at + by]
      : by === 1 && (here?.state as string | undefined) === ''
        ? states[0]
        : undefined;

  const [selected, setSelected] = useState<Readonly<Record<string, string>>>({});
  // The column that the keyboard is in says which review it is at, and that it is gone.
  const [active, setActive] = useState('');
  const choose = useCallback(
    (row: ReviewRow | null) => {
      setHere(row);
      onHere(row);
    },
    [onHere],
  );
  useEffect(() => () => onHere(null), [onHere]);
  function move(by: 1 | -1) {
    const state = to(by);
    if (here && state) {
      setMoved({ ref: here.ref, to: state });
      setSelected({ ...selected, [state]: here.ref });
      void onMove(here, here.state, state);
    }
  }
  useCommands('screen', [
    {
      id: 'reviews.moveOn',
      title: 'reviews.moveTo',
      params: { state: tValue('state', to(1) ?? 'closed') },
      keys: ['Alt+ArrowRight'],
      icon: 'arrowRight',
      group: 'write',
      when: (ctx) => !ctx.readOnly && to(1) !== undefined,
      run: () => move(1),
    },
    {
      id: 'reviews.moveBack',
      title: 'reviews.moveTo',
      params: { state: tValue('state', to(-1) ?? 'draft') },
      keys: ['Alt+ArrowLeft'],
      icon: 'arrowLeft',
      group: 'write',
      when: (ctx) => !ctx.readOnly && to(-1) !== undefined,
      run: () => move(-1),
    },
  ]);

  /** Left and right lead to the next column that holds something. */
  function onKeyDown(e: KeyboardEvent) {
    const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0 || e.ctrlKey || e.altKey || e.metaKey || e.shiftKey) return;
    const lists = [...(board.current?.querySelectorAll<HTMLElement>('[role=listbox]') ?? [])];
    const from = lists.findIndex((l) => l.contains(e.target as Node));
    for (let i = from + by; from >= 0 && i >= 0 && i < lists.length; i += by) {
      const list = lists[i];
      if (list?.querySelector('[role=option]')) {
        list.focus();
        e.preventDefault();
        return;
      }
    }
  }

  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the lists inside have the focus
    <div className="board" ref={board} onKeyDown={onKeyDown}>
      {[...states, other].map((state) => (
        <Column
          key={state}
          state={state}
          filter={filter}
          arriving={moved?.to === state ? moved.ref : null}
          onArrived={() => setMoved(null)}
          selected={selected[state] ?? null}
          onSelect={(key) => {
            setSelected({ ...selected, [state]: key });
            setActive(state);
          }}
          active={active === state}
          onActive={() => setActive(state)}
          onChoose={choose}
          onOpen={onOpen}
        />
      ))}
      <p className="unseen" role="status">
        {locked ? t('reviews.readOnly') : t('reviews.board.help')}
      </p>
    </div>
  );
}

function Column({
  state,
  filter,
  arriving,
  onArrived,
  selected,
  onSelect,
  active,
  onActive,
  onChoose,
  onOpen,
}: {
  state: string;
  filter: Narrowing;
  /** A review that has just been moved here. */
  arriving: string | null;
  onArrived: () => void;
  selected: string | null;
  onSelect: (key: string) => void;
  /** Whether the keyboard is here. */
  active: boolean;
  onActive: () => void;
  /** Tells the review that the keyboard is at, null once it is not here any more. */
  onChoose: (row: ReviewRow | null) => void;
  onOpen: (ref: string) => void;
}) {
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const rows = useRef<HTMLDivElement>(null);
  const { items, list } = useReviewRows({ ...filter, state }, pagesOf(seen.first, seen.last));
  const onRange = useCallback((first: number, last: number) => setSeen({ first, last }), []);
  const title = state === other ? t('reviews.board.beyond') : tValue('state', state);
  const rowOf = (key: string | null) => {
    const row = items.find((item) => keyOf(item) === key);
    return typeof row === 'object' ? row : null;
  };
  const row = rowOf(selected);
  useEffect(() => {
    if (active) onChoose(row);
  }, [active, row, onChoose]);
  const arrived = arriving !== null && rowOf(arriving) !== null;
  useEffect(() => {
    if (arrived) rows.current?.focus();
  }, [arrived]);
  if (state === other && items.length === 0) return null;

  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the list inside has the focus
    <section
      className="board-column"
      aria-busy={list === undefined}
      onFocus={() => {
        onActive();
        if (arrived) onArrived();
      }}
    >
      <h2 className="board-head">
        <span className="h3">{title}</span>{' '}
        <span className="small ink-3 num">{formatNumber(items.length)}</span>
      </h2>
      {list === undefined ? null : items.length === 0 ? (
        <p className="small ink-3 board-none">{t('reviews.board.none')}</p>
      ) : (
        <RowList
          label={t('reviews.board.column', { state: title })}
          items={items}
          keyOf={keyOf}
          rowHeight={112}
          selected={selected}
          listRef={rows}
          onSelect={onSelect}
          onOpen={onOpen}
          onRange={onRange}
          takeFocus={state === 'draft'}
          renderRow={(item) =>
            typeof item === 'number' ? (
              <div className="board-card" aria-busy="true" />
            ) : (
              <Card row={item} />
            )
          }
        />
      )}
    </section>
  );
}

function Card({ row }: { row: ReviewRow }) {
  const open =
    row.actionsOpen > 0 && tn('count.actionsOpen', row.actions, { open: row.actionsOpen });
  return (
    <div className="board-card">
      <div className="board-title strong">{row.title || t('review.untitled')}</div>
      <div className="meta line clip">
        <SeverityChip severity={row.severity} none={t('reviews.noSeverity')} />
        <span className="num">{row.date ? formatDate(row.date) : t('reviews.noDate')}</span>
        {row.questions > 0 && (
          <span className="warn line">
            <Icon name="question" />
            {formatNumber(row.questions)}
            <span className="unseen">{tn('count.questions', row.questions)}</span>
          </span>
        )}
      </div>
      {row.promise && <Promised promise={row.promise} />}
      <div className="meta clip">{open || row.services.join(', ') || row.ref}</div>
    </div>
  );
}
