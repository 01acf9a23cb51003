import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useUndoState, useWorkspaceInfo, type Message, type Review } from '../../backend';
import { useCommands, useRegistry } from '../../commands';
import { formatNumber, t, tAny, tn } from '../../i18n';
import { Button, ErrorNote, Note, RowList, TextField } from '../../ui';
import { FieldLine } from './FieldLine';
import './history.css';
import { DayHead, More, toItems } from './items';
import { useHistoryPlace } from './place';
import { StepRow } from './StepRow';
import { Then } from './Then';
import { useHistory } from './useHistory';
import { searchText } from './words';

/**
 * What became of a review: all its steps, the line of one field ("?of=path"), or the
 * whole of it as it was after a step ("?then=step").
 */
export function History({ review }: { review: Review }) {
  const { of, then } = useHistoryPlace(review.ref);
  if (then) return <Then review={review} step={then} />;
  if (of) return <FieldLine key={of} review={review} path={of} />;
  return <AllSteps review={review} />;
}

/** Every step of the review, newest first. Nothing here changes it but undo and redo. */
function AllSteps({ review }: { review: Review }) {
  const { goThen } = useHistoryPlace(review.ref);
  const history = useHistory(review.ref);
  const [filter, setFilter] = useState('');
  const wanted = useDeferredValue(filter.trim().toLowerCase());
  const [selected, setSelected] = useState<string | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // A press on the selected row opens it; arrow keys only move.
  const byKey = useRef(false);

  const rows = history.data?.pages.flatMap((p) => p.rows) ?? [];
  const shown = wanted ? rows.filter((r) => searchText(review, r).includes(wanted)) : rows;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = history;
  // A filter speaks of the whole history, so the rest of it comes in.
  useEffect(() => {
    if (wanted && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [wanted, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const toggle = (id: string, to?: boolean) =>
    setOpen((now) => {
      const next = new Set(now);
      if (to ?? !next.has(id)) next.add(id);
      else next.delete(id);
      return next;
    });

  useCommands('pane', [
    {
      id: 'history.filter',
      title: 'history.filter',
      keys: ['/'],
      icon: 'search',
      group: 'see',
      run: () => search.current?.focus(),
    },
    {
      id: 'history.open',
      title: 'history.openStep',
      keys: ['Enter'],
      icon: 'chevronRight',
      group: 'see',
      when: () => selected !== null,
      run: () => selected !== null && toggle(selected),
    },
    {
      id: 'history.then',
      title: 'history.asThen',
      keys: ['t'],
      icon: 'clock',
      group: 'see',
      when: (ctx) => !ctx.inField && selected !== null,
      run: () => goThen(Number(selected)),
    },
  ]);

  if (history.error && !history.data) {
    return (
      <ErrorNote
        title={t('history.cannotShow')}
        text={tAny(history.error.key, history.error.params)}
        retry={() => void history.refetch()}
      />
    );
  }
  if (!history.data) return <div className="screen" aria-busy="true" />;

  function onKey(e: KeyboardEvent) {
    byKey.current = true;
    if (selected === null || e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.key === 'Enter' || e.key === ' ') toggle(selected);
    else if (e.key === 'ArrowRight') toggle(selected, true);
    else if (e.key === 'ArrowLeft') toggle(selected, false);
    else return;
    e.preventDefault();
  }
  const onSelect = (id: string) => {
    if (!byKey.current) toggle(id, id === selected ? undefined : true);
    byKey.current = false;
    setSelected(id);
  };

  return (
    <div className="history">
      {history.error && (
        <Note tone="warn">
          {t('review.notNewest')} {tAny(history.error.key, history.error.params)}
        </Note>
      )}
      <div className="history-bar">
        <div className="history-filter">
          <TextField
            label={t('history.filter')}
            hideLabel
            small
            icon="search"
            placeholder={t('history.filter')}
            value={filter}
            onChange={setFilter}
            ref={search}
            onKeyDown={(e) => {
              if (e.key === 'Escape' && filter) setFilter('');
              else if (e.key === 'ArrowDown' || e.key === 'Escape') list.current?.focus();
              else return;
              e.preventDefault();
            }}
          />
        </div>
        <span className="small ink-3 num grow" role="status">
          {wanted
            ? t('history.shownOf', {
                shown: formatNumber(shown.length),
                total: formatNumber(rows.length),
              })
            : hasNextPage
              ? ''
              : tn('history.count', rows.length)}
        </span>
        <Button
          look="quiet"
          icon="clock"
          keys="T"
          off={selected === null && t('history.chooseStep')}
          onClick={() => goThen(Number(selected))}
        >
          {t('history.asThen')}
        </Button>
        <UndoButtons review={review.ref} />
      </div>
      {shown.length === 0 && !hasNextPage ? (
        <p className="ink-2 history-none">{t('history.noneFit')}</p>
      ) : (
        <RowList
          label={t('history.title')}
          items={toItems(shown, hasNextPage)}
          keyOf={(i) => i.id}
          rowHeight={(i) => (i.kind === 'step' ? 36 : 44)}
          isHeading={(i) => i.kind !== 'step'}
          selected={selected}
          onSelect={onSelect}
          onKey={onKey}
          measure
          takeFocus
          listRef={list}
          renderRow={(i) =>
            i.kind === 'day' ? (
              <DayHead at={i.at} zone={i.zone} />
            ) : i.kind === 'more' ? (
              <More busy={isFetchingNextPage} onShow={() => void fetchNextPage()} />
            ) : (
              <StepRow review={review} row={i.row} open={open.has(i.id)} />
            )
          }
        />
      )}
    </div>
  );
}

/** What undo and redo would do next, with their keys. */
function UndoButtons({ review }: { review: string }) {
  const registry = useRegistry();
  const { undo, redo } = useUndoState(review);
  const readOnly = useWorkspaceInfo().data?.readOnly ?? false;
  const words = (m: Message | null) => (m ? tAny(m.key, m.params ?? {}) : '');
  if (readOnly) return null;
  return (
    <>
      <Button
        look="quiet"
        icon="undo"
        keys="Ctrl+Z"
        off={undo === null && t('history.nothingToUndo')}
        onClick={() => registry.run('edit.undo')}
      >
        {undo ? t('history.undoNext', { what: words(undo) }) : t('act.undo')}
      </Button>
      <Button
        look="quiet"
        icon="redo"
        keys="Ctrl+Shift+Z"
        off={redo === null && t('history.nothingToRedo')}
        onClick={() => registry.run('edit.redo')}
      >
        {redo ? t('history.redoNext', { what: words(redo) }) : t('act.redo')}
      </Button>
    </>
  );
}
