import { useBackend, type Anchor, type Duration, type Review } from '../../backend';
import { isUnread, statementText, statementWords, Undecided, ValueField } from '../../editing';
import { formatMinutes, t, tAny } from '../../i18n';
import { Icon, Props, Section } from '../../ui';

const anchors: readonly Anchor[] = ['started', 'detected', 'declared', 'mitigated', 'resolved'];

/** The moments of the incident, and the lengths of time that Go counts between them. */
export function KeyTimes({ review, readOnly }: { review: Review; readOnly: boolean }) {
  const backend = useBackend();
  const claims = onlyStated(review);
  return (
    <>
      <Section title={t('overview.times')}>
        <Props
          rows={anchors.map((a) => {
            const stated = review[a];
            const label = tAny(`anchor.${a}`);
            return {
              label,
              value: (
                <>
                  <ValueField
                    label={label}
                    text={statementText(stated)}
                    timeOf={{ review: review.ref, path: a }}
                    place={a}
                    help={t('overview.times.help')}
                    seen={stated}
                    save={(text, seen) =>
                      backend.reviews.setTyped(
                        review.ref,
                        a,
                        JSON.stringify(seen || null),
                        JSON.stringify(text.trim()),
                        '',
                      )
                    }
                    off={readOnly}
                    className="num"
                  >
                    {stated === null ? (
                      <span className="ink-3">{t('overview.unknown')}</span>
                    ) : isUnread(stated) ? (
                      <span className="line warn">
                        <Icon name="warn" />
                        {statementWords(stated)}
                      </span>
                    ) : (
                      statementWords(stated, review.zone)
                    )}
                  </ValueField>
                  <Undecided review={review} path={a} />
                </>
              ),
            };
          })}
        />
      </Section>
      {review.durations.length + claims.length > 0 && (
        <Section title={t('overview.durations')}>
          <dl className="durations">
            {review.durations.map((d) => (
              <div key={d.from + d.to}>
                <dt>{pairWords(d.from, d.to)}</dt>
                <dd className="duration-length">
                  <Length duration={d} />
                </dd>
                {d.stated && (
                  <dd className="meta">{t('overview.statedLength', { length: d.stated })}</dd>
                )}
              </div>
            ))}
            {claims.map((s) => (
              <div key={s.id}>
                <dt>{s.label || pairWords(s.from ?? '', s.to ?? '')}</dt>
                <dd className="duration-length">
                  {t('overview.statedLength', { length: s.text })}
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </>
  );
}

const pairWords = (from: string, to: string) =>
  from && to
    ? t('overview.fromTo', {
        from: tAny(`anchor.${from}`),
        to: tAny(`anchor.${to}`).toLowerCase(),
      })
    : '';

/**
 * What the source claims and no counted length stands beside: its key times are not
 * known, or it is no length between two of them. A report lists the same.
 */
function onlyStated(review: Review) {
  return review.stated_durations.filter(
    (s) => !review.durations.some((d) => d.stated && d.from === s.from && d.to === s.to),
  );
}

function Length({ duration: d }: { duration: Duration }) {
  if (d.problem) {
    return (
      <span className="duration-problem warn">
        <Icon name="warn" />
        {tAny(`duration.${d.problem}`)}
      </span>
    );
  }
  const length = formatMinutes(d.minutes);
  return <span className="num strong">{d.exact ? length : t('overview.about', { length })}</span>;
}
