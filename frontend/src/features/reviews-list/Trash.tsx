import { useState } from 'react';
import { useReviewList } from '../../backend';
import { useCommandContext, useCommands } from '../../commands';
import { t, tAny, tn } from '../../i18n';
import { Bar, Button, EmptyState, ErrorNote, RowList, useMedia, wideWindow } from '../../ui';
import { ReviewRowView } from './ReviewRowView';
import './reviews-list.css';
import { useRowHeight } from './useRowHeight';
import { useTrashActs } from './useTrashActs';

/** Removed reviews. They stay whole until a person empties the trash. */
export function Trash() {
  const wide = useMedia(wideWindow);
  const rowHeight = useRowHeight(wide);
  const [selected, setSelected] = useState<string | null>(null);
  const trash = useReviewList(
    { query: '', state: '', severity: '', trash: true, sort: 'changed' },
    0,
  );
  const { restore } = useTrashActs();
  const rows = trash.data?.rows ?? [];
  const here = rows.find((r) => r.ref === selected) ?? rows[0] ?? null;

  useCommandContext({
    review: null,
    selection: here ? { kind: 'review', id: here.ref, label: here.ref } : null,
  });
  useCommands('screen', [
    {
      id: 'trash.restore',
      title: 'trash.restoreOne',
      params: { ref: here?.ref ?? '' },
      keys: ['r'],
      icon: 'restore',
      group: 'write',
      when: (ctx) => here !== null && !ctx.readOnly,
      run: () => here && restore(here),
    },
  ]);

  return (
    <div className="screen">
      <Bar
        title={<h1 className="h1">{t('trash.title')}</h1>}
        acts={
          here && (
            <Button icon="restore" keys="r" onClick={() => void restore(here)}>
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
      {trash.data && rows.length === 0 && (
        <EmptyState
          title={t('trash.empty.title')}
          lead={t('trash.empty.lead')}
          acts={<a href="#/reviews">{t('error.screen.toList')}</a>}
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
          takeFocus
          renderRow={(r) => <ReviewRowView row={r} wide={wide} />}
        />
      )}
    </div>
  );
}
