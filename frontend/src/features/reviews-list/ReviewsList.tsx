import { useNavigate } from '@tanstack/react-router';
import { useCallback, useDeferredValue, useRef, useState, type ReactNode } from 'react';
import {
  useHeld,
  useReviewList,
  useSetting,
  useSpaces,
  useWorkspaceInfo,
  type Narrowing,
  type ReviewRow,
} from '../../backend';
import { useCommandContext, useCommands, useRegistry } from '../../commands';
import { formatNumber, t, tAny, tn } from '../../i18n';
import { Bar, Button, ErrorNote, Icon, RowList, Segment, useMedia, wideWindow } from '../../ui';
import { Board } from './Board';
import { Filters } from './Filters';
import { NoReviews } from './NoReviews';
import './reviews-list.css';
import { ReviewRowView } from './ReviewRowView';
import { useTrashActs } from './useTrashActs';
import { keyOf, pagesOf, useReviewRows } from './useReviewRows';
import { usePicked, type Picked } from './usePicked';
import { useRowHeight } from './useRowHeight';

const everything: Narrowing = {
  query: '',
  state: '',
  severity: '',
  trash: false,
  sort: 'changed',
};

// Coming back from a review, the list is as it was left.
let remembered: { filter: Narrowing; selected: string | null; at: number } = {
  filter: everything,
  selected: null,
  at: 0,
};

/** All reviews of the workspace. */
export function ReviewsList({
  share,
  onNoSpace,
}: {
  /** The dialog that shares reviews, where it can be done from here. */
  share?: (reviews: readonly Picked[], onClose: (done: boolean) => void) => ReactNode;
  /** What was to be shared where no space is there yet: it goes on where one is added. */
  onNoSpace?: (reviews: readonly Picked[]) => void;
}) {
  const navigate = useNavigate();
  const registry = useRegistry();
  const [filter, setFilterState] = useState(remembered.filter);
  const [selected, setSelectedState] = useState(remembered.selected);
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const wide = useMedia(wideWindow);
  const rowHeight = useRowHeight(wide);
  const info = useWorkspaceInfo();
  const reviews = useReviewRows(useDeferredValue(filter), [
    ...pagesOf(seen.first, seen.last),
    ...pagesOf(remembered.at, remembered.at),
  ]);
  const { items } = reviews;
  const locked = (info.data?.readOnly ?? false) && t('reviews.readOnly');
  const { remove, move, last, undo, fail } = useTrashActs();
  const picked = usePicked(items, filter, fail);
  const spaces = useSpaces();
  const [sharing, setSharing] = useState<readonly Picked[] | null>(null);
  const [view, setView] = useSetting('reviews.view', 'list');
  const board = view === 'board';
  const [onBoard, setOnBoard] = useState<ReviewRow | null>(null);

  const setFilter = (next: Narrowing) => {
    remembered = { ...remembered, filter: next, at: 0 };
    setFilterState(next);
    // Another list begins at its beginning: of the place in the old one there may be nothing.
    setSeen({ first: 0, last: 0 });
    list.current?.scrollTo({ top: 0 });
    // What is out of sight shall not be shared by the way.
    picked.clear();
  };
  const setSelected = (key: string) => {
    const at = items.findIndex((item) => keyOf(item) === key);
    remembered = { ...remembered, selected: key, at };
    setSelectedState(key);
  };
  const onRange = useCallback((first: number, last: number) => setSeen({ first, last }), []);
  const found = items.find((item) => keyOf(item) === selected);
  // A row that was chosen before it was read: by now it may have been.
  const chosen = found ?? (selected?.startsWith('#') ? items[remembered.at] : undefined);
  const here = board ? onBoard : typeof chosen === 'object' ? chosen : null;
  const isFiltered = filter.query !== '' || filter.state !== '' || filter.severity !== '';
  const show = (next: string) => {
    // The board has a column for each state: narrowed to one it would be a list.
    if (next === 'board') setFilter({ ...filter, state: '' });
    setView(next);
  };
  const toShare: readonly Picked[] =
    picked.all.size > 0 && !board ? picked.list : here ? [here] : [];
  const askToShare = () => {
    // Where nothing can be shared with yet, that comes first.
    if (spaces.data?.length !== 0) {
      setSharing(toShare);
      return;
    }
    onNoSpace?.(toShare);
    void navigate({ to: '/spaces' });
  };
  const open = (ref: string) => navigate({ to: '/reviews/$ref', params: { ref } });

  useCommandContext({
    review: null,
    selection: here ? { kind: 'review', id: here.ref, label: here.ref } : null,
  });
  useCommands('screen', [
    {
      id: 'reviews.board',
      title: board ? 'reviews.showList' : 'reviews.showBoard',
      keys: ['b'],
      icon: 'eye',
      group: 'see',
      when: (ctx) => !ctx.inField,
      run: () => show(board ? 'list' : 'board'),
    },
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
      id: 'reviews.share',
      title: 'reviews.share',
      keys: ['s p'],
      icon: 'people',
      group: 'say',
      when: (ctx) => share !== undefined && toShare.length > 0 && !ctx.readOnly,
      run: askToShare,
    },
    {
      id: 'reviews.pick',
      title: 'reviews.pick',
      params: { ref: here?.ref ?? '' },
      keys: ['Space'],
      icon: 'check',
      group: 'see',
      when: () => share !== undefined && here !== null && !board,
      run: () => here && picked.toggle(here.ref),
    },
    {
      id: 'reviews.pickAll',
      title: 'reviews.pickAll',
      keys: ['Ctrl+A'],
      icon: 'check',
      group: 'see',
      when: (ctx) => share !== undefined && !ctx.inField && items.length > 0 && !board,
      run: picked.everything,
    },
    {
      id: 'reviews.pickNone',
      title: 'reviews.pickNone',
      keys: ['Escape'],
      icon: 'close',
      group: 'see',
      when: (ctx) => !ctx.inField && picked.all.size > 0,
      run: picked.clear,
    },
    {
      id: 'reviews.remove',
      title: 'reviews.remove',
      params: { ref: here?.ref ?? '' },
      keys: ['Delete'],
      icon: 'trash',
      removes: true,
      group: 'write',
      when: (ctx) => here !== null && !ctx.readOnly,
      run: () => here && remove(here),
    },
    {
      id: 'reviews.undo',
      title: 'act.undo',
      keys: ['Ctrl+Z'],
      icon: 'undo',
      group: 'everywhere',
      when: (ctx) => !ctx.readOnly && last() !== undefined,
      run: undo,
    },
  ]);

  if (reviews.error) {
    return (
      <div className="screen">
        <Bar title={<h1 className="h1">{t('area.reviews')}</h1>} />
        <ErrorNote
          title={t('reviews.cannotList')}
          text={tAny(reviews.error.key, reviews.error.params)}
          retry={reviews.retry}
        />
      </div>
    );
  }
  if (!reviews.list) return <div className="screen" aria-busy="true" />;
  const { total } = reviews.list;
  if (total === 0 && !isFiltered) {
    return (
      <div className="screen">
        <Bar title={<h1 className="h1">{t('area.reviews')}</h1>} acts={<TrashLink />} />
        <NoReviews
          sample={info.data?.sample ?? false}
          locked={locked}
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
            {picked.all.size > 0 && !board && (
              <Button icon="people" keys="S P" off={locked} onClick={askToShare}>
                {t('reviews.share')}
              </Button>
            )}
            <Segment
              label={t('reviews.view')}
              value={board ? 'board' : 'list'}
              options={[
                { value: 'list', label: t('reviews.view.list') },
                { value: 'board', label: t('reviews.view.board') },
              ]}
              onChange={show}
            />
            <TrashLink />
            <Button
              look="quiet"
              icon="bringIn"
              off={locked}
              onClick={() => void navigate({ to: '/import' })}
            >
              {t('reviews.importShort')}
            </Button>
            <Button icon="plus" off={locked} onClick={() => registry.run('review.start')}>
              {t('reviews.start')}
            </Button>
          </>
        }
      >
        <span className="small ink-3 num" role="status">
          {isFiltered
            ? t('reviews.shownOf', {
                shown: formatNumber(items.length),
                total: formatNumber(total),
              })
            : tn('reviews.count', total)}
          {picked.all.size > 0 && !board && ` · ${tn('reviews.picked', picked.all.size)}`}
        </span>
      </Bar>
      <HeldBack />
      <Filters
        filter={filter}
        onChange={setFilter}
        searchRef={search}
        byState={board}
        onClear={
          isFiltered && items.length > 0
            ? () => {
                setFilter({ ...everything, sort: filter.sort });
                list.current?.focus();
              }
            : undefined
        }
        onDown={() => {
          if (board) {
            document.querySelector<HTMLElement>('.board [role=listbox]')?.focus();
            return;
          }
          if (!here && items[0] !== undefined) setSelected(keyOf(items[0]));
          list.current?.focus();
        }}
      />
      {items.length === 0 ? (
        <div className="reviews-none">
          <p className="ink-2">{t('reviews.noneFit')}</p>
          <Button look="text" onClick={() => setFilter({ ...everything, sort: filter.sort })}>
            {t('reviews.showAll')}
          </Button>
        </div>
      ) : board ? (
        <Board
          filter={filter}
          locked={locked !== false}
          onHere={setOnBoard}
          onOpen={(ref) => void open(ref)}
          onMove={move}
        />
      ) : (
        <RowList
          label={t('area.reviews')}
          items={items}
          keyOf={keyOf}
          rowHeight={rowHeight}
          selected={chosen === undefined ? null : keyOf(chosen)}
          onSelect={setSelected}
          onOpen={() => here && void open(here.ref)}
          onRange={onRange}
          picked={share ? new Set(picked.all.keys()) : undefined}
          onPick={
            share
              ? (key, how) => {
                  if (how === 'toggle') picked.toggle(key);
                  else if (how === 'range')
                    picked.rangeTo(key, chosen === undefined ? null : keyOf(chosen));
                  else picked.clear();
                }
              : undefined
          }
          takeFocus
          listRef={list}
          renderRow={(item) =>
            typeof item === 'number' ? (
              <div className="review-row" aria-busy="true" />
            ) : (
              <ReviewRowView row={item} wide={wide} byChange={filter.sort === 'changed'} />
            )
          }
        />
      )}
      {sharing &&
        share?.(sharing, (done) => {
          setSharing(null);
          if (done) picked.clear();
        })}
    </div>
  );
}

/** Says which reviews wait for a person before others get them. */
function HeldBack() {
  const held = useHeld();
  if (held.length === 0) return null;
  return (
    <p className="small reviews-held" role="status">
      <Icon name="shield" className="warn" />
      <span>
        {tn('leaks.keptBack', held.length)}{' '}
        <span className="ink-3">{held.map((h) => h.title || h.ref).join(' · ')}</span>
      </span>
      <a href="#/spaces">{t('leaks.look')}</a>
    </p>
  );
}

/** The way to the removed reviews, as long as there are any. */
function TrashLink() {
  const navigate = useNavigate();
  const trash = useReviewList({ ...everything, trash: true }, 1);
  const count = trash.data?.total ?? 0;
  if (count === 0) return null;
  return (
    <Button look="quiet" icon="trash" onClick={() => void navigate({ to: '/trash' })}>
      {t('reviews.trashCount', { count })}
    </Button>
  );
}
