import { useNumberSetting, type Anchor, type Review } from '../../backend';
import { formatMinutes, formatMoment, t, tAny } from '../../i18n';
import { MarkdownView, Panes, Props, Section } from '../../ui';
import './overview.css';

const anchors: readonly Anchor[] = ['started', 'detected', 'declared', 'mitigated', 'resolved'];

/** What a review says about itself: its texts, and beside them its facts. */
export function Overview({ review }: { review: Review }) {
  const [width, setWidth] = useNumberSetting('pane.overview.right', 296);
  return (
    <Panes
      right={{
        label: t('overview.facts'),
        width,
        min: 272,
        max: 432,
        onWidth: setWidth,
        content: <Facts review={review} />,
      }}
    >
      {/* A long text without controls must scroll with the keyboard too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="scroll overview" tabIndex={0} role="region" aria-label={t('overview.texts')}>
        {review.sections.length === 0 && <p className="ink-3">{t('overview.noTexts')}</p>}
        {review.sections.map((s) => (
          <section key={s.key}>
            <h2 className="h2">{s.title}</h2>
            <MarkdownView text={s.text} />
          </section>
        ))}
      </div>
    </Panes>
  );
}

function Facts({ review }: { review: Review }) {
  const unknown = <span className="ink-3">{t('overview.unknown')}</span>;
  return (
    <div className="scroll">
      <Section title={t('overview.facts')}>
        <Props
          rows={[
            { label: t('overview.services'), value: review.services.join(', ') || unknown },
            { label: t('overview.zone'), value: review.zone || unknown },
            ...anchors.map((a) => ({
              label: tAny(`anchor.${a}`),
              value: review[a]?.at ? (
                <span className="num">{formatMoment(review[a].at, 'short')}</span>
              ) : (
                unknown
              ),
            })),
          ]}
        />
      </Section>
      {review.durations.length > 0 && (
        <Section title={t('overview.durations')}>
          <Props
            rows={review.durations.map((d) => ({
              label: t('overview.fromTo', {
                from: tAny(`anchor.${d.from}`),
                to: tAny(`anchor.${d.to}`),
              }),
              value: d.problem ? (
                <span className="warn">{tAny(`duration.${d.problem}`)}</span>
              ) : (
                <span className="num">
                  {d.exact
                    ? formatMinutes(d.minutes)
                    : t('overview.about', { length: formatMinutes(d.minutes) })}
                </span>
              ),
            }))}
          />
        </Section>
      )}
    </div>
  );
}
