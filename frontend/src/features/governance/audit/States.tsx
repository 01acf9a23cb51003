import type { AuditState } from '../../../backend';
import { formatNumber, t, tAny } from '../../../i18n';
import { Icon } from '../../../ui';
import { Sides } from './EntryView';
import { placeWords } from './words';

/** Which records are not stored as their entries say, and in what. */
export function States({
  records,
  states,
  count,
}: {
  records: number;
  states: AuditState[];
  count: number;
}) {
  if (count === 0) {
    return (
      <p className="audit-line">
        <Icon name="check" className="ok" />
        <span>
          <span className="unseen">{t('audit.excluded.word')}: </span>
          {t('audit.state.whole', { count: formatNumber(records) })}
        </span>
      </p>
    );
  }
  return (
    <section className="audit-states" aria-label={t('audit.state.heading')}>
      <h3 className="strong">{t('audit.state.heading')}</h3>
      <p className="meta">{t('audit.state.lead')}</p>
      <ul>
        {states.map((s) => (
          <li key={`${s.ref}-${s.code}`}>
            <p className="audit-line">
              <Icon name="warn" className="warn" />
              <span>
                {s.code !== 'gone' && s.code !== 'unknown' ? (
                  <a href={`#/reviews/${s.ref}`}>{s.title || s.ref}</a>
                ) : (
                  <span className="strong">{s.title || s.ref}</span>
                )}
                {s.title && <span className="meta mono"> {s.ref}</span>}:{' '}
                {tAny(s.text.key, s.text.params ?? {})}
              </span>
            </p>
            {s.changes.some((c) => c.path !== '') && (
              <ul className="audit-changes audit-state-changes">
                {s.changes.map((c, i) => (
                  <li key={`${c.path}-${i}`}>
                    <div className="meta">{placeWords(c.path) || t('history.wholeReview')}</div>
                    {s.code !== 'unread' && <Sides change={c} />}
                  </li>
                ))}
                {s.more > 0 && (
                  <li className="meta">{t('audit.state.more_places', { count: s.more })}</li>
                )}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {count > states.length && (
        <p className="meta">{t('audit.state.more', { count: count - states.length })}</p>
      )}
    </section>
  );
}
