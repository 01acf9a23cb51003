import { useEffect, useRef, useState, type Ref } from 'react';
import type { IncidentQuery } from '../../backend';
import { t } from '../../i18n';
import { Menu, TextField } from '../../ui';
import { orders } from './query';

/** How long typing rests before the list follows, in milliseconds: each list looks at all rows. */
const restMs = 160;

/** The filter by words and the order of the list. */
export function Tools({
  query,
  searchRef,
  onQuery,
  onDown,
}: {
  query: IncidentQuery;
  searchRef: Ref<HTMLInputElement>;
  onQuery: (query: IncidentQuery) => void;
  /** Arrow down, Enter or Escape in the box: on into the list. */
  onDown: () => void;
}) {
  const [words, setWords] = useState(query.words);
  const [asked, setAsked] = useState(query.words);
  const [seen, setSeen] = useState(query.words);
  if (query.words !== seen) {
    setSeen(query.words);
    // Changed from elsewhere; what was asked from here may have been typed on since.
    if (query.words !== asked) setWords(query.words);
  }
  function ask(next: string) {
    setWords(next);
    setAsked(next);
    if (next !== query.words) onQuery({ ...query, words: next });
  }
  const rested = useRef(ask);
  useEffect(() => {
    rested.current = ask;
  });
  useEffect(() => {
    const rest = setTimeout(() => rested.current(words), restMs);
    return () => clearTimeout(rest);
  }, [words]);

  return (
    <div className="incident-tools" role="search" aria-label={t('incident.filter')}>
      <TextField
        ref={searchRef}
        label={t('incident.filter')}
        hideLabel
        small
        icon="search"
        keys="/"
        placeholder={t('incident.filterHint')}
        value={words}
        onChange={setWords}
        onKeyDown={(e) => {
          if (e.key === 'Escape' && words) ask('');
          else if (e.key === 'ArrowDown' || e.key === 'Enter' || e.key === 'Escape') {
            ask(words);
            onDown();
          } else return;
          e.preventDefault();
        }}
      />
      <Menu
        label={t('incident.order')}
        text={t(orders.find(([o]) => o === query.order)?.[1] ?? 'incident.order.time')}
        size="small"
        items={[
          ...orders.map(([order, key]) => ({
            id: order,
            label: t(key),
            ticked: order === query.order,
            onSelect: () => onQuery({ ...query, order }),
          })),
          'line' as const,
          {
            id: 'reverse',
            label: t('incident.reverse'),
            keys: 'r',
            ticked: query.reverse,
            onSelect: () => onQuery({ ...query, reverse: !query.reverse }),
          },
        ]}
      />
    </div>
  );
}
