import { useState, type ReactNode } from 'react';
import type { IncidentFacet, IncidentFacetName } from '../../backend';
import { formatNumber, t, tAny } from '../../i18n';
import { Button } from '../../ui';
import { valueName } from './query';

/** Values of one facet that are shown before somebody asks for all. */
const fewest = 6;

/** What is in the list, counted by what it has in common; a tick narrows the list. */
export function FacetPane({
  facets,
  onToggle,
  first,
  last,
}: {
  facets: readonly IncidentFacet[];
  onToggle: (name: IncidentFacetName, value: string) => void;
  /** What stands above and below the facets. */
  first: ReactNode;
  last: ReactNode;
}) {
  return (
    <div className="scroll incident-facets">
      {first}
      {facets.map((facet) =>
        facet.values.length > 0 ? (
          <Facet key={facet.name} facet={facet} onToggle={onToggle} />
        ) : null,
      )}
      {last}
    </div>
  );
}

function Facet({
  facet,
  onToggle,
}: {
  facet: IncidentFacet;
  onToggle: (name: IncidentFacetName, value: string) => void;
}) {
  const [all, setAll] = useState(false);
  const values = facet.values.filter((v, i) => all || i < fewest || v.chosen);
  const left = facet.values.length - values.length;
  return (
    <fieldset className="incident-facet">
      <legend className="label">{tAny(`incident.facet.${facet.name}`)}</legend>
      {values.map((v) => (
        <label key={v.value} className="incident-value">
          <input
            type="checkbox"
            checked={v.chosen}
            onChange={() => onToggle(facet.name, v.value)}
          />
          <span className="incident-value-name">{valueName(facet.name, v.value)}</span>
          <span className="num ink-3">{formatNumber(v.count)}</span>
        </label>
      ))}
      {(left > 0 || all) && (
        <Button look="text" size="small" onClick={() => setAll(!all)}>
          {all ? t('incident.fewer') : t('incident.moreValues', { count: formatNumber(left) })}
        </Button>
      )}
      {all && facet.more > 0 && (
        <p className="meta">{t('incident.evenMore', { count: formatNumber(facet.more) })}</p>
      )}
    </fieldset>
  );
}
