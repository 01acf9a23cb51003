import { useState } from 'react';
import type { SearchFacet, SearchFacetValue } from '../../backend';
import { formatNumber, t, tAny, tValue } from '../../i18n';
import { Button } from '../../ui';

/** Values of one facet that are shown before somebody asks for all. */
const fewest = 6;

/** What was found, counted by what it has in common; a tick becomes a word of the search. */
export function Facets({
  facets,
  onToggle,
}: {
  facets: readonly SearchFacet[];
  onToggle: (name: string, value: SearchFacetValue) => void;
}) {
  const order = ['in', 'service', 'class', 'severity', 'state', 'year'] as const;
  return (
    <div className="scroll facets">
      {facets.every((f) => f.values.length === 0) && (
        <p className="small ink-3 facets-none">{t('library.facet.none')}</p>
      )}
      {order.map((name) => {
        const facet = facets.find((f) => f.name === name);
        return facet && facet.values.length > 0 ? (
          <Facet key={name} facet={facet} onToggle={onToggle} />
        ) : null;
      })}
    </div>
  );
}

function Facet({
  facet,
  onToggle,
}: {
  facet: SearchFacet;
  onToggle: (name: string, value: SearchFacetValue) => void;
}) {
  const [all, setAll] = useState(false);
  const values = facet.values.filter((v, i) => all || i < fewest || v.chosen);
  const left = facet.values.length - values.length;
  const most = Math.max(1, ...facet.values.map((v) => v.count));
  return (
    <fieldset className="facet">
      <legend className="label">{tAny(`library.facet.${facet.name}`)}</legend>
      {values.map((v) => (
        <label key={v.value} className="facet-value">
          <input type="checkbox" checked={v.chosen} onChange={() => onToggle(facet.name, v)} />
          <span className="facet-name">{valueName(facet.name, v.value)}</span>
          <span className="facet-bar" aria-hidden="true">
            <span style={{ width: `${Math.max(4, (100 * v.count) / most)}%` }} />
          </span>
          <span className="num ink-3 facet-count">{formatNumber(v.count)}</span>
        </label>
      ))}
      {(left > 0 || all) && (
        <Button look="text" size="small" onClick={() => setAll(!all)}>
          {all ? t('library.fewer') : t('library.moreValues', { count: left })}
        </Button>
      )}
    </fieldset>
  );
}

export function valueName(name: SearchFacet['name'], value: string): string {
  switch (name) {
    case 'state':
      return tValue('state', value);
    case 'class':
      return tAny(`class.${value}`);
    case 'in':
      return tAny(`search.place.${value}`);
    default:
      return value;
  }
}
