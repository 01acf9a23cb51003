import type { SearchHit, SearchPlace } from '../../backend';
import { formatDate, t, tValue, tn } from '../../i18n';
import { Button, Props, Section } from '../../ui';
import { Around } from './Around';
import { say } from './words';

/** Why the chosen review stands where it stands, and what it is. */
export function Why({
  hit,
  place,
  onOpen,
}: {
  hit: SearchHit;
  place: SearchPlace | undefined;
  onOpen: () => void;
}) {
  return (
    <div className="scroll why">
      <div className="why-head">
        <p className="mono ink-3">{hit.ref}</p>
        <p className="why-title">{hit.title || t('review.untitled')}</p>
      </div>
      {hit.reasons.length > 0 && (
        <Section title={t('library.because')}>
          <ul className="why-reasons small">
            {hit.reasons.map((r) => (
              <li key={r.key + JSON.stringify(r.params)}>{say(r)}</li>
            ))}
          </ul>
          {hit.morePlaces > 0 && (
            <p className="small ink-3">{tn('library.morePlaces', hit.morePlaces)}</p>
          )}
        </Section>
      )}
      <Section>
        <Props
          rows={[
            { label: t('reviews.severity'), value: hit.severity || t('reviews.noSeverity') },
            { label: t('reviews.state'), value: tValue('state', hit.state) },
            {
              label: t('library.date'),
              value: hit.date ? formatDate(hit.date, 'long') : t('reviews.noDate'),
            },
            ...(hit.services.length > 0
              ? [{ label: t('library.services'), value: hit.services.join(', ') }]
              : []),
          ]}
        />
        <div className="why-acts">
          <Button onClick={onOpen}>{t('library.open')}</Button>
        </div>
      </Section>
      <Around hit={hit} place={place} />
    </div>
  );
}
