import { useMemo } from 'react';
import { useBackend, useZones, type Review } from '../../backend';
import { Undecided, useListWrite, useWrite, ValueField } from '../../editing';
import { formatDate, t, tAny } from '../../i18n';
import { Button, Props, Section } from '../../ui';
import { zoneOptions } from './zones';

/** Services, date and zone: label and value, each a field when touched. */
export function Facts({ review, readOnly }: { review: Review; readOnly: boolean }) {
  const backend = useBackend();
  const zones = useZones();
  const options = useMemo(() => zoneOptions(zones), [zones]);
  const set = (field: string) => (text: string, seen: unknown) =>
    backend.reviews.setTyped(
      review.ref,
      field,
      JSON.stringify(seen),
      JSON.stringify(text.trim()),
      '',
    );
  const { incident } = review;
  const unknown = <span className="ink-3">{t('overview.unknown')}</span>;

  return (
    <Section title={t('overview.facts')}>
      <Props
        rows={[
          {
            label: t('overview.services'),
            value: (
              <>
                <Services review={review} readOnly={readOnly} />
                <Undecided review={review} path="services" />
              </>
            ),
          },
          {
            label: t('overview.date'),
            value: (
              <>
                <ValueField
                  label={t('overview.date')}
                  text={review.date}
                  help={t('overview.date.help')}
                  place="date"
                  save={set('date')}
                  off={readOnly}
                >
                  {incident.date ? (
                    <Derived value={formatDate(incident.date, 'long')} from={incident.date_from} />
                  ) : (
                    unknown
                  )}
                </ValueField>
                <Undecided review={review} path="date" />
              </>
            ),
          },
          {
            label: t('overview.zone'),
            value: (
              <>
                <ValueField
                  label={t('overview.zone')}
                  text={review.zone}
                  options={options}
                  place="zone"
                  save={set('zone')}
                  off={readOnly}
                >
                  {incident.zone ? (
                    <Derived value={incident.zone} from={incident.zone_from} />
                  ) : (
                    unknown
                  )}
                </ValueField>
                <Undecided review={review} path="zone" />
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

/** A value of the incident, and what says it where nobody stated it as such. */
function Derived({ value, from }: { value: string; from: string }) {
  if (from === 'review') return value;
  const source = from.startsWith('entr') ? tAny(`overview.source.${from}`) : tAny(`anchor.${from}`);
  return <span className="ink-2">{t('overview.derived', { value, source })}</span>;
}

/** Chips with the way to take one out, and a field for one more. */
function Services({ review, readOnly }: { review: Review; readOnly: boolean }) {
  const backend = useBackend();
  const write = useWrite();
  const writeList = useListWrite(review);
  const put = (change: (services: readonly string[]) => readonly string[]) =>
    writeList(
      'services',
      (r) => r.services,
      change,
      (services, now) =>
        backend.reviews.setTyped(
          review.ref,
          'services',
          JSON.stringify(now),
          JSON.stringify(services),
          '',
        ),
    );

  return (
    <div className="services" data-place="services">
      {review.services.map((name) => (
        <span className="chip service" key={name}>
          {name}
          {!readOnly && (
            <Button
              look="quiet"
              icon="close"
              className="service-out"
              aria-label={t('overview.services.remove', { name })}
              onClick={() => void write(() => put((now) => now.filter((s) => s !== name)))}
            />
          )}
        </span>
      ))}
      {readOnly ? (
        review.services.length === 0 && <span className="ink-3">{t('overview.unknown')}</span>
      ) : (
        <ValueField
          label={t('overview.services.add')}
          text=""
          placeholder={t('overview.services.hint')}
          save={async (text) => {
            const name = text.trim();
            if (name) await put((now) => (now.includes(name) ? now : [...now, name]));
          }}
          className="accent service-add"
        >
          <span aria-hidden>{t('overview.services.addShort')}</span>
        </ValueField>
      )}
    </div>
  );
}
