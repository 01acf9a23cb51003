import type { ServiceOverview } from '../../../backend';
import { formatNumber, t, tn } from '../../../i18n';
import { Note, Section } from '../../../ui';

/** All services at once: how far owners reach, what is not owned, and what does not fit. */
export function Coverage({ map }: { map: ServiceOverview }) {
  const c = map.coverage;
  return (
    <div className="service-page">
      <h2 className="h2">{t('services.all')}</h2>
      <p className="ink-2">
        {tn('services.total', map.total)}
        {map.nameless > 0 && ` ${tn('services.nameless', map.nameless)}`}
      </p>
      {[...map.circles, ...map.twice].map((line) => (
        <Note key={line} tone="warn">
          {line}
        </Note>
      ))}
      <Section title={t('services.coverageTitle')}>
        {c.pairs === 0 ? (
          <p className="ink-2">{t('services.noCategories')}</p>
        ) : (
          <p>
            {t('services.coverage', {
              percent: formatNumber(Math.round(c.percent * 10) / 10),
              owned: formatNumber(c.owned),
              pairs: formatNumber(c.pairs),
            })}
          </p>
        )}
        {c.gaps.length > 0 && (
          <ul className="service-list">
            {c.gaps.map((g) => (
              <li key={`${g.ref} ${g.category}`}>
                <a href={`#/incidents/services/${g.ref}`}>{g.service}</a>
                <span>{g.category}</span>
                <span className="meta">{t('services.nobody')}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {c.unowned.length > 0 && (
        <Section title={t('services.unownedTitle')}>
          <ul className="service-list">
            {c.unowned.map((s) => (
              <li key={s.ref}>
                <a href={`#/incidents/services/${s.ref}`}>{s.name}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
