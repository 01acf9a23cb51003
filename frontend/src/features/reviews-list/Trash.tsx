import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useReviewList } from '../../backend';
import { useCommandContext, useCommands } from '../../commands';
import { t, tAny, tn } from '../../i18n';
import { Bar, Button, EmptyState, ErrorNote, RowList, useMedia, wideWindow } from '../../ui';
import { ReviewRowView } from './ReviewRowView';
import './reviews-list.css';
import { useRowHeight } from './useRowHeight';
import { useTrashActs } from './useTrashActs';

// Coming back from a review, the row that was opened is chosen.
let remembered: string | null = null;

/** Removed reviews. They stay whole until a person empties the trash. */
export function Trash() {
  const wide = useMedia(wideWindow);
  const rowHeight = useRowHeight(wide);
  const navigate = useNavigate();
  const [selected, setSelectedState] = useState(remembered);
  const setSelected = (ref: string) => {
    remembered = ref;
    setSelectedState(ref);
  };
  const trash = useReviewList(
    { query: '', state: '', severity: '', trash: true, sort: 'changed' },
    0,
  );
  const { restore } = useTrashActs();
  const rows = trash.data?.rows ?? [];
  const here = rows.find((r) => r.ref === selected) ?? rows[0] ?? null;
  const isEmpty = trash.data !== undefined && rows.length === 0;
  const toList = useRef<HTMLAnchorElement>(null);
  // The list goes with its last row, and the keyboard must not go with it.
  useEffect(() => {
    if (isEmpty && document.activeElement === document.body) toList.current?.focus();
  }, [isEmpty]);
  const open = (ref: string) => navigate({ to: '/reviews/$ref', params: { ref } });
  const bringBack = async (row: NonNullable<typeof here>) => {
    const at = rows.indexOf(row);
    const next = rows[at + 1] ?? rows[at - 1];
    await restore(row);
    if (next) setSelected(next.ref);
  };

  useCommandContext({
    review: null,
    selection: here ? { kind: 'review', id: here.ref, label: here.ref } : null,
  });
  useCommands('screen', [
    {
      id: 'trash.open',
      title: 'reviews.open',
      params: { ref: here?.ref ?? '' },
      icon: 'arrowRight',
      group: 'move',
      when: () => here !== null,
      run: () => here && open(here.ref),
    },
    {
      id: 'trash.restore',
      title: 'trash.restoreOne',
      params: { ref: here?.ref ?? '' },
      keys: ['r'],
      icon: 'restore',
      group: 'write',
      when: (ctx) => here !== null && !ctx.readOnly,
      run: () => here && bringBack(here),
    },
  ]);

  return (
    <div className="screen">
      <Bar
        title={<h1 className="h1">{t('trash.title')}</h1>}
        acts={
          here && (
            <Button icon="restore" keys="r" onClick={() => void bringBack(here)}>
              {t('trash.restore')}
            </Button>
          )
        }
      >
        {rows.length > 0 && <span className="small ink-3">{tn('reviews.count', rows.length)}</span>}
      </Bar>
      {trash.error && (
        <ErrorNote
          title={t('reviews.cannotList')}
          text={tAny(trash.error.key, trash.error.params)}
          retry={() => void trash.refetch()}
        />
      )}
      {isEmpty && (
        <EmptyState
          title={t('trash.empty.title')}
          lead={t('trash.empty.lead')}
          acts={
            <a href="#/reviews" ref={toList}>
              {t('error.screen.toList')}
            </a>
          }
        />
      )}
      {rows.length > 0 && (
        <RowList
          label={t('trash.title')}
          items={rows}
          keyOf={(r) => r.ref}
          rowHeight={rowHeight}
          selected={here?.ref ?? null}
          onSelect={setSelected}
          onOpen={(ref) => void open(ref)}
          takeFocus
          renderRow={(r) => <ReviewRowView row={r} wide={wide} />}
        />
      )}
    </div>
  );
}
