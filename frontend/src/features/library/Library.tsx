import { CatchBoundary, useRouterState, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import {
  useFind,
  useNumberSetting,
  type SearchHit,
  type SearchPlace,
  type SearchResult,
} from '../../backend';
import { useCommandContext, useCommands, type Command } from '../../commands';
import { formatNumber, t, tAny, tn } from '../../i18n';
import { ErrorNote, Icon, Keys, Note, Panes, RowList, useMedia, wideWindow } from '../../ui';
import { Facets } from './Facets';
import { HitRow, MoreRow, PlaceRow } from './HitRow';
import './library.css';
import { NothingFound, Start } from './Start';
import { Why } from './Why';
import { useOpenHit } from './useOpenHit';
import { quoted, say, toggled } from './words';

const through = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'] as const;

type Row =
  | { kind: 'hit'; key: string; hit: SearchHit; place: SearchPlace | undefined }
  | { kind: 'place'; key: string; hit: SearchHit; place: SearchPlace }
  | { kind: 'more'; key: 'more'; left: number };

// Coming back from a review, the search is as it was left.
let remembered: { query: string; selected: string | null; inList: boolean } = {
  query: '',
  selected: null,
  inList: false,
};

/** Everything that was ever written in a review, found by its words. */
export function Library() {
  // Words that another screen hands over ("#/library?q=…") begin a search of their own,
  // also when a search is on the screen.
  const visit = useRouterState({
    select: ({ location }) => {
      const q = new URLSearchParams(location.searchStr).get('q') ?? '';
      return q === '' ? '' : `${location.state.__TSR_key ?? ''} ${q}`;
    },
  });
  const asked = visit === '' ? null : visit.slice(visit.indexOf(' ') + 1);
  return <Search key={visit} asked={asked} />;
}

function Search({ asked }: { asked: string | null }) {
  const openHit = useOpenHit();
  const [query, setQueryState] = useState(asked ?? remembered.query);
  const [typing, setTyping] = useState(false);
  const [selected, setSelectedState] = useState(asked === null ? remembered.selected : null);
  const wide = useMedia(wideWindow);
  const [left, setLeft] = useNumberSetting('pane.library.left', wide ? 264 : 224);
  const [right, setRight] = useNumberSetting('pane.library.right', wide ? 400 : 312);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const { found, error, more, retry } = useFind(query.trim(), typing);
  const result = found?.result;
  const rows = useMemo(() => rowsOf(result), [result]);
  const isEmpty = query.trim() === '';

  const setQuery = (next: string, isTyping: boolean) => {
    remembered = { query: next, selected: null, inList: false };
    setQueryState(next);
    setTyping(isTyping);
    setSelectedState(null);
  };
  const setSelected = (key: string | null) => {
    remembered = { ...remembered, selected: key };
    setSelectedState(key);
  };
  const here = rows.find((r) => r.key === selected) ?? rows[0];
  const hit = here && here.kind !== 'more' ? here.hit : undefined;
  const place = here && here.kind !== 'more' ? here.place : undefined;

  // Where somebody was: in the words, or among the hits.
  const [wasInList] = useState(asked === null && remembered.inList);
  useEffect(() => {
    if (!wasInList) field.current?.focus();
  }, [wasInList]);

  async function open(key: string | null) {
    const row = rows.find((r) => r.key === key);
    if (!row || row.kind === 'more') return;
    remembered = { query, selected: row.key, inList: true };
    await openHit(row.hit.ref, row.place);
  }

  useCommandContext({
    review: null,
    selection: hit ? { kind: 'review', id: hit.ref, label: hit.ref } : null,
  });
  useCommands('screen', [
    {
      id: 'library.focus',
      title: 'library.focus',
      keys: ['/'],
      icon: 'search',
      group: 'see',
      run: toWords,
    },
    {
      id: 'library.open',
      title: 'reviews.open',
      params: { ref: hit?.ref ?? '' },
      keys: ['Enter'],
      icon: 'arrowRight',
      group: 'move',
      when: () => hit !== undefined,
      run: () => open(here?.key ?? null),
    },
    // The field and the list answer these keys themselves; here they are for the
    // list of keys, and for a press while neither has the focus.
    ...through.map((key): Command => ({
      id: `library.through.${key}`,
      title: 'library.through',
      keys: [key],
      group: 'move',
      hidden: true,
      when: () => rows.length > 0,
      run: intoList,
    })),
    {
      id: 'library.clear',
      title: 'library.clear',
      keys: ['Escape'],
      group: 'move',
      hidden: true,
      run: toWords,
    },
  ]);

  function toWords() {
    field.current?.focus();
    field.current?.select();
  }
  function intoList() {
    if (here && here.kind !== 'more') setSelected(here.key);
    list.current?.focus();
  }
  function onFieldKey(e: KeyboardEvent) {
    if (e.key === 'ArrowDown') intoList();
    else if (e.key === 'Enter') {
      setTyping(false);
      intoList();
    } else if (e.key === 'Escape' && query) setQuery('', false);
    else return;
    e.preventDefault();
  }
  function onListKey(e: KeyboardEvent) {
    const isFirst = rows.length > 0 && rows[0]?.key === (selected ?? rows[0]?.key);
    if (e.key === 'Escape' || (e.key === 'ArrowUp' && isFirst)) {
      e.preventDefault();
      field.current?.focus();
    }
  }

  const notices = result && !isEmpty ? result.notices : [];
  return (
    <div className="screen library">
      <header className="library-head" role="search" aria-label={t('area.library')}>
        <h1 className="unseen">{t('area.library')}</h1>
        <div className="library-field">
          <Icon name="search" />
          <input
            ref={field}
            type="text"
            aria-label={t('library.field')}
            autoComplete="off"
            spellCheck={false}
            placeholder={t('library.placeholder')}
            value={query}
            onChange={(e) => setQuery(e.target.value, true)}
            onKeyDown={onFieldKey}
          />
          {result && !isEmpty && (
            <span className="small ink-3 num">{tn('library.found', result.total)}</span>
          )}
          {query && <Keys keys="Escape" />}
        </div>
        <Announcement text={result && !isEmpty ? tn('library.found', result.total) : ''} />
      </header>
      {error && !result ? (
        <ErrorNote title={t('library.cannot')} text={tAny(error.key, error.params)} retry={retry} />
      ) : (
        // The next answer is shown anew, so that other words are always a way out.
        <CatchBoundary getResetKey={() => found} errorComponent={HitsBroke}>
          <Panes
            left={{
              label: t('library.narrow'),
              width: left,
              min: 168,
              max: 360,
              onWidth: setLeft,
              content: result && (
                <Facets
                  facets={result.facets}
                  onToggle={(name, value) => setQuery(toggled(query, name, value), false)}
                />
              ),
            }}
            right={
              hit && !isEmpty
                ? {
                    label: t('library.why'),
                    width: right,
                    min: 240,
                    max: 480,
                    onWidth: setRight,
                    content: (
                      <Why hit={hit} place={place} onOpen={() => void open(here?.key ?? null)} />
                    ),
                  }
                : undefined
            }
          >
            {error && <Note tone="warn">{tAny(error.key, error.params)}</Note>}
            {!result ? (
              <div className="screen" aria-busy="true" />
            ) : isEmpty ? (
              <Start
                result={result}
                onPick={(q) => {
                  setQuery(q, false);
                  field.current?.focus();
                }}
              />
            ) : result.total === 0 ? (
              <NothingFound
                query={found.query}
                result={result}
                onPick={(q) => {
                  setQuery(q, false);
                  field.current?.focus();
                }}
              />
            ) : (
              <>
                <div className="library-order">
                  <span className="small ink-3">
                    {result.hits[0]?.reasons.length
                      ? t('library.bestFirst')
                      : t('library.latestFirst')}
                  </span>
                  <span className="small ink-3 num">
                    {t('library.countOf', {
                      shown: formatNumber(result.hits.length),
                      total: formatNumber(result.total),
                    })}
                  </span>
                </div>
                {(notices.length > 0 || result.also.length > 0) && (
                  <div className="library-notices small ink-2">
                    {notices.map((n) => (
                      <p key={n.key + JSON.stringify(n.params)}>
                        <Icon name="info" /> {say(n)}
                      </p>
                    ))}
                    {result.also.map((a) => (
                      <p key={a.typed}>
                        <Icon name="info" />{' '}
                        {t('library.alsoFor', {
                          typed: quoted(a.typed),
                          words: a.words.join(', '),
                        })}
                      </p>
                    ))}
                  </div>
                )}
                <RowList
                  label={t('library.hits')}
                  items={rows}
                  keyOf={(r) => r.key}
                  rowHeight={(r) => (r.kind === 'hit' ? 96 : 34)}
                  measure
                  isHeading={(r) => r.kind === 'more'}
                  selected={here?.key ?? null}
                  onSelect={setSelected}
                  onOpen={(key) => void open(key)}
                  onKey={onListKey}
                  takeFocus={wasInList}
                  listRef={list}
                  renderRow={(r) =>
                    r.kind === 'hit' ? (
                      <HitRow hit={r.hit} />
                    ) : r.kind === 'place' ? (
                      <PlaceRow place={r.place} />
                    ) : (
                      <MoreRow left={r.left} onSeen={more} />
                    )
                  }
                />
              </>
            )}
          </Panes>
        </CatchBoundary>
      )}
    </div>
  );
}

/** Stands where hits could not be shown, below the field with the words that brought them. */
function HitsBroke({ reset }: ErrorComponentProps) {
  return <ErrorNote title={t('library.broke')} text={t('library.brokeText')} retry={reset} />;
}

function rowsOf(result: SearchResult | undefined): Row[] {
  if (!result) return [];
  const rows: Row[] = [];
  for (const hit of result.hits) {
    const [first, ...others] = hit.places;
    rows.push({ kind: 'hit', key: hit.ref, hit, place: first });
    for (const place of others)
      rows.push({ kind: 'place', key: `${hit.ref} ${place.key}`, hit, place });
  }
  const left = result.total - result.hits.length;
  if (left > 0) rows.push({ kind: 'more', key: 'more', left });
  return rows;
}

/** Says the count once the typing rests, not at each letter. */
function Announcement({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => setSaid(text), 600);
    return () => window.clearTimeout(timer);
  }, [text]);
  return (
    <span className="unseen" role="status">
      {said}
    </span>
  );
}
