import type { Ref } from 'react';
import type { ListSort, Narrowing } from '../../backend';
import { t, type MessageKey } from '../../i18n';
import { Button, Menu, TextField, type MenuItem } from '../../ui';

const severities = ['SEV1', 'SEV2', 'SEV3', 'SEV4', 'SEV5'];
const states: readonly [string, MessageKey][] = [
  ['draft', 'state.draft'],
  ['in_review', 'state.in_review'],
  ['agreed', 'state.agreed'],
  ['closed', 'state.closed'],
];
const sorts: readonly [ListSort, MessageKey][] = [
  ['changed', 'reviews.sort.changed'],
  ['date', 'reviews.sort.date'],
  ['severity', 'reviews.sort.severity'],
  ['title', 'reviews.sort.title'],
];

/** Narrows and orders the list: words, severity, state, sort. */
export function Filters({
  filter,
  onChange,
  searchRef,
  onDown,
  onClear,
  byState = false,
}: {
  filter: Narrowing;
  onChange: (filter: Narrowing) => void;
  searchRef: Ref<HTMLInputElement>;
  /** Arrow down or Enter in the box: on into the list. */
  onDown: () => void;
  /** Shows all again; absent while nothing is left out. */
  onClear?: (() => void) | undefined;
  /** What is shown is sorted by state already. */
  byState?: boolean;
}) {
  const severityName = filter.severity || t('reviews.allSeverities');
  const stateKey = states.find(([s]) => s === filter.state)?.[1];
  const sortKey = sorts.find(([s]) => s === filter.sort)?.[1] ?? 'reviews.sort.changed';

  const severityItems: MenuItem[] = ['', ...severities].map((s) => ({
    id: s || 'all',
    label: s || t('reviews.allSeverities'),
    ticked: filter.severity === s,
    onSelect: () => onChange({ ...filter, severity: s }),
  }));
  const stateItems: MenuItem[] = [
    {
      id: 'all',
      label: t('reviews.allStates'),
      ticked: filter.state === '',
      onSelect: () => onChange({ ...filter, state: '' }),
    },
    ...states.map(([s, key]): MenuItem => ({
      id: s,
      label: t(key),
      ticked: filter.state === s,
      onSelect: () => onChange({ ...filter, state: s }),
    })),
  ];
  const sortItems: MenuItem[] = sorts.map(([s, key]) => ({
    id: s,
    label: t(key),
    ticked: filter.sort === s,
    onSelect: () => onChange({ ...filter, sort: s }),
  }));

  return (
    <div className="reviews-filters" role="search" aria-label={t('reviews.filter')}>
      <TextField
        ref={searchRef}
        label={t('reviews.filter')}
        small
        icon="search"
        keys="/"
        placeholder={t('reviews.filterHint')}
        value={filter.query}
        onChange={(query) => onChange({ ...filter, query })}
        onKeyDown={(e) => {
          if (e.key === 'Escape' && filter.query) onChange({ ...filter, query: '' });
          else if (e.key === 'ArrowDown' || e.key === 'Enter' || e.key === 'Escape') onDown();
          else return;
          e.preventDefault();
        }}
      />
      {onClear && (
        <Button look="text" size="small" icon="close" onClick={onClear}>
          {t('reviews.showAll')}
        </Button>
      )}
      <div className="reviews-menus">
        <Menu
          label={t('reviews.severity')}
          text={severityName}
          size="small"
          aria-pressed={filter.severity !== ''}
          items={severityItems}
        />
        {!byState && (
          <Menu
            label={t('reviews.state')}
            text={stateKey ? t(stateKey) : t('reviews.allStates')}
            size="small"
            aria-pressed={filter.state !== ''}
            items={stateItems}
          />
        )}
        <Menu label={t('reviews.sort')} text={t(sortKey)} size="small" items={sortItems} />
      </div>
    </div>
  );
}
