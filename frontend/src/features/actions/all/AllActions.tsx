import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import {
  useActionList,
  useNumberSetting,
  useReview,
  useSetting,
  type ActionLine,
  type ActionNarrowing,
} from '../../../backend';
import { useCommandContext, useCommands } from '../../../commands';
import { ReviewPlace, stepTo } from '../../../editing';
import { formatNumber, t, tAny, tn } from '../../../i18n';
import {
  Bar,
  Button,
  EmptyState,
  ErrorNote,
  Panes,
  RowList,
  Segment,
  useMedia,
  wideWindow,
} from '../../../ui';
import '../actions.css';
import { useActionActs } from '../useActionActs';
import { useActionDesk } from '../useActionDesk';
import './all.css';
import { Board } from './Board';
import { everyAction, isNarrowed, itemsBy, keyOfLine, views, type Item, type View } from './groups';
import { LineRow } from './LineRow';
import { Narrow } from './Narrow';
import { SaveMenu } from './SaveMenu';
import { Told } from './Told';
import { useBoardMoves } from './useBoardMoves';

// Coming back from a review, the list is as it was left.
let remembered: { narrowing: ActionNarrowing; selected: string | null } = {
  narrowing: everyAction,
  selected: null,
};

/** Each answer goes through all actions: what is typed on without a rest is not asked for. */
const restMs = 150;

/** Words once they rest; an emptied box shows all again at once. */
function useRested(words: string): string {
  const [rested, setRested] = useState(words);
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(words), words ? restMs : 0);
    return () => window.clearTimeout(timer);
  }, [words]);
  return words && rested;
}

/**
 * What all reviews led to: promises, what is late, and what was proven. `paper` shows the
 * register of actions in the place of the list.
 */
export function AllActions({ paper }: { paper: (onClose: () => void) => ReactNode }) {
  const [reading, setReading] = useState(false);
  if (!reading) return <ActionsList onShow={() => setReading(true)} />;
  return (
    <div className="screen">
      <Bar title={<h1 className="h1">{t('area.actions')}</h1>} acts={<SaveMenu />} />
      {paper(() => setReading(false))}
    </div>
  );
}

function ActionsList({ onShow }: { onShow: () => void }) {
  const navigate = useNavigate();
  const wide = useMedia(wideWindow);
  const [width, setWidth] = useNumberSetting('pane.actions.right', wide ? 412 : 336);
  const [view, setView] = useSetting('actions.view', 'state');
  const [narrowing, setNarrowingState] = useState(remembered.narrowing);
  const [selected, setSelectedState] = useState(remembered.selected);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const board = view === 'board';
  const shownView = views.find((v) => v === view) ?? 'state';

  const answer = useActionList({ ...narrowing, words: useRested(narrowing.words) });
  const actions = answer.data?.actions;
  const line = useMemo(
    () => actions?.find((a) => keyOfLine(a) === selected) ?? null,
    [actions, selected],
  );
  const items = useMemo(() => itemsBy(shownView, actions ?? []), [shownView, actions]);
  const review = useReview(line?.review ?? '');
  const action = (line && review.data?.actions.find((a) => a.id === line.id)) ?? null;
  const acts = useActionActs({ ref: line?.review ?? '' });

  const setNarrowing = (next: ActionNarrowing) => {
    remembered = { ...remembered, narrowing: next };
    setNarrowingState(next);
  };
  const setSelected = useCallback((key: string) => {
    remembered = { ...remembered, selected: key };
    setSelectedState(key);
  }, []);
  const clear = () => setNarrowing({ ...everyAction, sort: narrowing.sort });
  const show = (next: string) => {
    // The board has a column for each state: narrowed to one it would be a list.
    if (next === 'board') setNarrowing({ ...narrowing, states: [] });
    setView(next);
  };
  const open = (a: ActionLine) => {
    const to = stepTo(a.review, `actions/${a.id}`);
    if (to) window.location.hash = to;
  };
  const openKey = (key: string) => {
    const a = actions?.find((x) => keyOfLine(x) === key);
    if (a) open(a);
  };
  const intoList = () =>
    (board
      ? room.current?.querySelector<HTMLElement>('.board [role=listbox]')
      : list.current
    )?.focus();

  useCommandContext({
    review: line?.review ?? null,
    selection: line ? { kind: 'action', id: line.id, label: line.title || line.ref } : null,
  });
  const desk = useActionDesk({
    review: review.data,
    action,
    acts,
    room,
    list,
    elsewhere: () => line && open(line),
  });
  useBoardMoves({ line: board ? line : null, action, toState: desk.toState });
  useCommands('screen', [
    {
      id: 'actions.view',
      title: board ? 'actions.all.showList' : 'actions.all.showBoard',
      keys: ['b'],
      icon: 'eye',
      group: 'see',
      when: (ctx) => !ctx.inField,
      run: () => show(board ? 'state' : 'board'),
    },
    {
      id: 'actions.narrow',
      title: 'actions.all.narrow',
      keys: ['/'],
      icon: 'search',
      group: 'see',
      run: () => {
        search.current?.focus();
        search.current?.select();
      },
    },
    {
      id: 'actions.late',
      title: 'actions.all.overdue',
      keys: ['l'],
      icon: 'warn',
      group: 'see',
      when: (ctx) => !ctx.inField,
      run: () => setNarrowing({ ...narrowing, overdue: !narrowing.overdue }),
    },
    {
      id: 'actions.open',
      title: 'actions.all.open.review',
      params: { ref: line?.review ?? '' },
      icon: 'arrowRight',
      group: 'move',
      when: () => line !== null,
      run: () => line && open(line),
    },
    {
      id: 'actions.ownHelp',
      title: 'go.help',
      keys: ['F1'],
      icon: 'question',
      group: 'go',
      inField: true,
      hidden: true,
      run: () => navigate({ to: '/help/$topic', params: { topic: 'actions' } }),
    },
  ]);

  const title = <h1 className="h1">{t('area.actions')}</h1>;
  if (answer.error && !answer.data) {
    return (
      <div className="screen">
        <Bar title={title} />
        <ErrorNote
          title={t('actions.all.cannotList')}
          text={tAny(answer.error.key, answer.error.params)}
          retry={() => void answer.refetch()}
        />
      </div>
    );
  }
  if (!answer.data || !actions) return <div className="screen" aria-busy="true" />;
  const { total, choices } = answer.data;
  if (total === 0) {
    return (
      <div className="screen">
        <Bar title={title} />
        <EmptyState
          title={t('actions.all.empty.title')}
          lead={t('actions.all.empty.lead')}
          acts={
            <a className="btn btn-primary btn-large" href="#/reviews">
              {t('go.reviews')}
            </a>
          }
        />
      </div>
    );
  }
  const narrowed = isNarrowed(narrowing);
  // A board needs the width; its cards open in their review.
  const beside = !board || wide;

  return (
    <ReviewPlace value={{ review: line?.review ?? '', locked: false }}>
      <div className="screen" ref={room}>
        <Bar
          title={title}
          acts={
            <>
              <SaveMenu onShow={onShow} />
              <Segment<View>
                label={t('actions.all.view')}
                value={shownView}
                options={views.map((v) => ({ value: v, label: t(`actions.all.view.${v}`) }))}
                onChange={show}
              />
            </>
          }
        >
          <span className="small ink-3 num" role="status">
            {narrowed
              ? t('reviews.shownOf', {
                  shown: formatNumber(actions.length),
                  total: formatNumber(total),
                })
              : tn('actions.all.count', total)}
          </span>
        </Bar>
        <Narrow
          narrowing={narrowing}
          choices={choices}
          onChange={setNarrowing}
          searchRef={search}
          byState={board}
          onClear={
            narrowed
              ? () => {
                  clear();
                  intoList();
                }
              : undefined
          }
          onDown={intoList}
        />
        {!narrowed && <Told told={answer.data.told} mix={answer.data.strength} />}
        {actions.length === 0 ? (
          <div className="actions-nothing">
            <p className="ink-2">{t('actions.all.noneFit')}</p>
            <Button look="text" onClick={clear}>
              {t('actions.all.showAll')}
            </Button>
          </div>
        ) : (
          <Panes
            right={
              beside
                ? {
                    label: t('actions.about'),
                    width,
                    min: 300,
                    max: 520,
                    onWidth: setWidth,
                    content: (
                      <>
                        {line && (
                          <p className="small actions-of">
                            <span className="ink-3">{t('actions.all.of')} </span>
                            <a href={stepTo(line.review, `actions/${line.id}`)}>
                              {line.review_title || line.review}
                            </a>
                          </p>
                        )}
                        {desk.inspector ?? (
                          <p className="small ink-3 actions-none">{t('actions.chooseOne')}</p>
                        )}
                      </>
                    ),
                  }
                : undefined
            }
          >
            {board ? (
              <Board
                actions={actions}
                selected={selected}
                listRef={list}
                onSelect={setSelected}
                onOpen={openKey}
              />
            ) : (
              <RowList
                label={t('area.actions')}
                items={items}
                keyOf={idOf}
                rowHeight={(i: Item) => (i.kind === 'head' ? 36 : wide ? 44 : 47)}
                isHeading={isHead}
                selected={line ? selected : null}
                onSelect={setSelected}
                onOpen={openKey}
                measure
                takeFocus
                listRef={list}
                renderRow={(i) =>
                  i.kind === 'head' ? (
                    <div className="h3 actions-head">
                      {i.title} <span className="meta num">{formatNumber(i.count)}</span>
                    </div>
                  ) : (
                    <LineRow action={i.action} wide={wide} />
                  )
                }
              />
            )}
          </Panes>
        )}
        {desk.dialog}
      </div>
    </ReviewPlace>
  );
}

const idOf = (i: Item) => i.id;
const isHead = (i: Item) => i.kind === 'head';
