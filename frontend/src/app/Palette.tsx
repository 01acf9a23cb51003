import { useNavigate, useRouter } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useFind, useReviewList, type ReviewRow, type SearchHit } from '../backend';
import { useAvailableCommands, useRegistry, type Command } from '../commands';
import { useOpenHit } from '../features/library/useOpenHit';
import { piecesOf, placeIcon, quoted } from '../features/library/words';
import { formatList, t, tAny, tValue } from '../i18n';
import { Dialog, Icon, isIconName, Keys, type IconName } from '../ui';
import { matchWords, type Piece } from './matching';
import { aboveOf, matchCommand } from './matchCommand';
import { useHelpItems, useNamedItems } from './paletteNamed';

type Item = {
  id: string;
  icon: IconName;
  pieces: Piece[];
  aside: string;
  /** Stands below, over as many lines as it takes. */
  below?: Piece[] | undefined;
  keys?: string | undefined;
  run: () => unknown;
};
type Group = { title: string; items: Item[] };

const mostReviews = 8;
/** Hits of the search that stand here; the library shows all. */
const mostHits = 5;

/** Find anything, do anything: commands and reviews in one list. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const registry = useRegistry();
  const selection = registry.context().selection;
  const groups = useGroups(text);
  const items = groups.flatMap((g) => g.items);
  const here = Math.min(at, Math.max(0, items.length - 1));

  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    document.getElementById(`${id}-${here}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, here]);

  function run(item: Item | undefined, stay: boolean) {
    if (!item) return;
    // Closed first: the command may open a dialog or move the focus itself.
    if (!stay) onClose();
    item.run();
  }
  function onKeyDown(e: KeyboardEvent) {
    if (e.key === 'ArrowDown') setAt((here + 1) % Math.max(1, items.length));
    else if (e.key === 'ArrowUp') setAt((here - 1 + items.length) % Math.max(1, items.length));
    else if (e.key === 'Home' && e.ctrlKey) setAt(0);
    else if (e.key === 'End' && e.ctrlKey) setAt(items.length - 1);
    else if (e.key === 'Enter') run(items[here], e.ctrlKey);
    else return;
    e.preventDefault();
  }

  const numberOf = new Map(items.map((item, i) => [item, i]));
  return (
    <Dialog title={t('palette.open')} className="palette" onClose={onClose} bare>
      <div className="palette-head">
        <Icon name="search" />
        <input
          ref={input}
          role="combobox"
          aria-label={t('palette.open')}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={items.length > 0 ? `${id}-${here}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={t('palette.hint')}
          value={text}
          onChange={(e) => {
            setText(e.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        {selection && <span className="meta">{t('palette.on', { what: selection.label })}</span>}
      </div>
      <div
        className="palette-list"
        role="listbox"
        id={`${id}-list`}
        aria-label={t('palette.results')}
      >
        {items.length === 0 && <p className="palette-none small ink-3">{t('palette.none')}</p>}
        {groups.map((g) => (
          <div key={g.title} role="group" aria-label={g.title}>
            <div className="label palette-group" aria-hidden="true">
              {g.title}
            </div>
            {g.items.map((item) => {
              const index = numberOf.get(item) ?? 0;
              return (
                // The field answers the keys for its list (aria-activedescendant).
                // eslint-disable-next-line jsx-a11y/click-events-have-key-events
                <div
                  key={item.id}
                  id={`${id}-${index}`}
                  className="palette-item"
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === here}
                  onPointerMove={() => setAt(index)}
                  onClick={(e) => run(item, e.ctrlKey)}
                >
                  <Icon name={item.icon} />
                  <span className="palette-text">
                    <Pieces of={item.pieces} />
                    {item.below && (
                      <span className="palette-below small ink-2">
                        <Pieces of={item.below} />
                      </span>
                    )}
                  </span>
                  {item.aside && <span className="palette-aside meta">{item.aside}</span>}
                  {item.keys && <Keys keys={item.keys} />}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <div className="palette-foot meta">
        <span className="line">
          <Keys keys="ArrowUp" />
          <Keys keys="ArrowDown" />
          {t('palette.choose')}
        </span>
        <span className="line">
          <Keys keys="Enter" />
          {t('palette.do')}
        </span>
        <span className="line">
          <Keys keys="Ctrl+Enter" />
          {t('palette.doAndStay')}
        </span>
        <span className="grow" />
        <span className="line">
          <Keys keys=">" />
          {t('palette.onlyCommands')}
        </span>
        <span className="line">
          <Keys keys="#" />
          {t('palette.onlyReviews')}
        </span>
      </div>
    </Dialog>
  );
}

function Pieces({ of }: { of: readonly Piece[] }) {
  return of.map((p, i) => (p.hit ? <mark key={i}>{p.text}</mark> : <span key={i}>{p.text}</span>));
}

function useGroups(text: string): Group[] {
  const mode = text.startsWith('>') ? 'commands' : text.startsWith('#') ? 'reviews' : 'all';
  const query = (mode === 'all' ? text : text.slice(1)).trim();
  const registry = useRegistry();
  const navigate = useNavigate();
  const router = useRouter();
  const commands = useAvailableCommands();
  const rows = useReviewList(
    { query: useDeferredValue(query), state: '', severity: '', trash: false, sort: 'changed' },
    mostReviews,
  ).data?.rows;

  const openHit = useOpenHit();
  const hits = usePaletteHits(mode === 'commands' ? '' : query);
  const named = useNamedItems(mode === 'all' ? query : '');
  const help = useHelpItems(mode === 'all' ? query : '');
  const groups: Group[] = [];
  if (mode !== 'reviews') {
    const context = registry.context();
    const fits = commands
      .filter((c) => !c.hidden)
      .flatMap((c) => {
        const fit = matchCommand(c, query);
        return fit ? [{ command: c, ...fit }] : [];
      });
    const removes = (f: { command: Command }) => Number(f.command.removes ?? false);
    if (query) fits.sort((a, b) => a.rank - b.rank || removes(a) - removes(b));
    const toItem = ({ command: c, pieces }: { command: Command; pieces: Piece[] }): Item => ({
      id: c.id,
      icon: c.icon && isIconName(c.icon) ? c.icon : 'arrowRight',
      pieces,
      aside: aboveOf(c),
      keys: c.keys?.[0],
      run: () => c.run(context),
    });
    const near = fits.filter((f) => f.command.group !== 'go' && f.command.group !== 'everywhere');
    const far = fits.filter((f) => !near.includes(f));
    const here = { title: t('palette.groupDo'), items: near.map(toItem) };
    const away = { title: t('palette.groupGo'), items: far.map(toItem) };
    const [best] = near;
    const [other] = far;
    // Enter on what is typed so far must not take something away that a way leads past.
    const isRisky = query && best?.command.removes && other && other.rank <= best.rank;
    groups.push(...(isRisky ? [away, here] : [here, away]));
  }
  if (mode !== 'commands') {
    const toItem = (row: ReviewRow): Item => ({
      id: row.ref,
      icon: 'reviews',
      // Go found the row by any of its texts, so a hit need not stand in the title.
      pieces: matchWords(`${row.ref} ${row.title}`, query) ?? [
        { text: `${row.ref} ${row.title}`, hit: false },
      ],
      aside: [formatList(row.services.slice(0, 2)), tValue('state', row.state)]
        .filter(Boolean)
        .join(', '),
      run: () => navigate({ to: '/reviews/$ref', params: { ref: row.ref } }),
    });
    // Without a word, or without a search, the list of reviews stands in.
    if (hits.length === 0) {
      groups.push({
        title: t('area.reviews'),
        items: (rows ?? []).map(toItem),
      });
    }
    if (query) {
      groups.push({
        title: t('palette.groupFound'),
        items: [
          ...hits.map((hit) => hitItem(hit, openHit)),
          {
            id: 'search',
            icon: 'library',
            pieces: [{ text: t('palette.searchFor', { text: quoted(query) }), hit: false }],
            aside: '',
            run: () => router.history.push(`/library?q=${encodeURIComponent(query)}`),
          },
        ],
      });
    }
  }
  // Below the reviews: Enter on a word goes where most people want to go.
  groups.push({ title: t('palette.groupNamed'), items: named });
  groups.push({ title: t('area.help'), items: help });
  return groups.filter((g) => g.items.length > 0);
}

/** The best hits for what is typed; none while nothing is. */
function usePaletteHits(query: string): readonly SearchHit[] {
  const { found } = useFind(query, true, mostHits, query !== '');
  // Enter acts on what is typed: hits of other words are none.
  return found?.query === query ? found.result.hits : [];
}

/** A review that was found; it opens at the place of the hit. */
function hitItem(hit: SearchHit, open: ReturnType<typeof useOpenHit>): Item {
  const place = hit.places[0];
  const shown = place && place.class !== 'title' && place.class !== 'ref' ? place : undefined;
  return {
    id: `hit ${hit.ref}`,
    icon: placeIcon(place),
    pieces: [{ text: `${hit.ref} `, hit: false }, ...piecesOf(hit.title, hit.titleMarks)],
    aside: '',
    below: shown && [
      { text: `${tAny(shown.name)}: ${shown.before ? '… ' : ''}`, hit: false },
      ...piecesOf(shown.snippet, shown.marks),
      ...(shown.after ? [{ text: ' …', hit: false }] : []),
    ],
    run: () => open(hit.ref, place),
  };
}
