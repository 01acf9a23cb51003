import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useRef, useState } from 'react';
import { useReviewList, useWorkspaceInfo, type ListFilter } from '../../backend';
import { useCommandContext, useCommands, useRegistry } from '../../commands';
import { formatNumber, t, tAny, tn } from '../../i18n';
import { Bar, Button, ErrorNote, RowList, useMedia, wideWindow } from '../../ui';
import { Filters } from './Filters';
import { NoReviews } from './NoReviews';
import './reviews-list.css';
import { ReviewRowView } from './ReviewRowView';
import { useTrashActs } from './useTrashActs';
import { useRowHeight } from './useRowHeight';

const everything: ListFilter = {
  query: '',
  state: '',
  severity: '',
  trash: false,
  sort: 'changed',
};

// Coming back from a review, the list is as it was left.
let remembered: { filter: ListFilter; selected: string | null } = {
  filter: everything,
  selected: null,
};

/** All reviews of the workspace. */
export function ReviewsList() {
  const navigate = useNavigate();
  const registry = useRegistry();
  const [filter, setFilterState] = useState(remembered.filter);
  const [selected, setSelectedState] = useState(remembered.selected);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const wide = useMedia(wideWindow);
  const rowHeight = useRowHeight(wide);
  const info = useWorkspaceInfo();
  const reviews = useReviewList(useDeferredValue(filter));
  const { remove } = useTrashActs();

  const setFilter = (next: ListFilter) => {
    remembered = { ...remembered, filter: next };
    setFilterState(next);
  };
  const setSelected = (ref: string | null) => {
    remembered = { ...remembered, selected: ref };
    setSelectedState(ref);
  };
  const rows = reviews.data?.rows ?? [];
  const here = rows.find((r) => r.ref === selected) ?? null;
  const isFiltered = filter.query !== '' || filter.state !== '' || filter.severity !== '';
  const open = (ref: string) => navigate({ to: '/reviews/$ref', params: { ref } });

  useCommandContext({
    review: null,
    selection: here ? { kind: 'review', id: here.ref, label: here.ref } : null,
  });
  useCommands('screen', [
    {
      id: 'reviews.filter',
      title: 'reviews.filter',
      keys: ['/'],
      icon: 'search',
      group: 'see',
      run: () => {
        // select() alone does not move the focus in every engine.
        search.current?.focus();
        search.current?.select();
      },
    },
    {
      id: 'reviews.open',
      title: 'reviews.open',
      params: { ref: here?.ref ?? '' },
      icon: 'arrowRight',
      group: 'move',
      when: () => here !== null,
      run: () => here && open(here.ref),
    },
    {
      id: 'reviews.remove',
      title: 'reviews.remove',
      params: { ref: here?.ref ?? '' },
      keys: ['Delete'],
      icon: 'trash',
      group: 'write',
      when: (ctx) => here !== null && !ctx.readOnly,
      run: () => here && remove(here),
    },
  ]);

  if (reviews.error) {
    return (
      <div className="screen">
        <Bar title={<h1 className="h1">{t('area.reviews')}</h1>} />
        <ErrorNote
          title={t('reviews.cannotList')}
          text={tAny(reviews.error.key, reviews.error.params)}
          retry={() => void reviews.refetch()}
        />
      </div>
    );
  }
  if (!reviews.data) return <div className="screen" aria-busy="true" />;
  if (reviews.data.total === 0 && !isFiltered) {
    return (
      <div className="screen">
        <Bar title={<h1 className="h1">{t('area.reviews')}</h1>} acts={<TrashLink />} />
        <NoReviews
          sample={info.data?.sample ?? false}
          onStart={() => registry.run('review.start')}
        />
      </div>
    );
  }

  return (
    <div className="screen">
      <Bar
        title={<h1 className="h1">{t('area.reviews')}</h1>}
        acts={
          <>
            <TrashLink />
            <Button look="quiet" icon="bringIn" onClick={() => void navigate({ to: '/import' })}>
              {t('reviews.importShort')}
            </Button>
            <Button icon="plus" onClick={() => registry.run('review.start')}>
              {t('reviews.start')}
            </Button>
          </>
        }
      >
        <span className="small ink-3 num" role="status">
          {isFiltered
            ? t('reviews.shownOf', {
                shown: formatNumber(rows.length),
                total: formatNumber(reviews.data.total),
              })
            : tn('reviews.count', reviews.data.total)}
        </span>
      </Bar>
      <Filters
        filter={filter}
        onChange={setFilter}
        searchRef={search}
        onClear={
          isFiltered && rows.length > 0
            ? () => {
                setFilter({ ...everything, sort: filter.sort });
                list.current?.focus();
              }
            : undefined
        }
        onDown={() => {
          if (!here && rows[0]) setSelected(rows[0].ref);
          list.current?.focus();
        }}
      />
      {rows.length === 0 ? (
        <div className="reviews-none">
          <p className="ink-2">{t('reviews.noneFit')}</p>
          <Button look="text" onClick={() => setFilter({ ...everything, sort: filter.sort })}>
            {t('reviews.showAll')}
          </Button>
        </div>
      ) : (
        <RowList
          label={t('area.reviews')}
          items={rows}
          keyOf={(r) => r.ref}
          rowHeight={rowHeight}
          selected={here?.ref ?? null}
          onSelect={setSelected}
          onOpen={(ref) => void open(ref)}
          takeFocus
          listRef={list}
          renderRow={(r) => <ReviewRowView row={r} wide={wide} />}
        />
      )}
    </div>
  );
}

/** The way to the removed reviews, as long as there are any. */
function TrashLink() {
  const navigate = useNavigate();
  const trash = useReviewList({ ...everything, trash: true });
  const count = trash.data?.total ?? 0;
  if (count === 0) return null;
  return (
    <Button look="quiet" icon="trash" onClick={() => void navigate({ to: '/trash' })}>
      {t('reviews.trashCount', { count })}
    </Button>
  );
}
