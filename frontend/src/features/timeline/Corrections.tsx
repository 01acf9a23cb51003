import {
  useAliases,
  useWorkspaceInfo,
  type Entry,
  type Review,
  type TimeStatement,
} from '../../backend';
import { statementWords } from '../../editing';
import { formatMoment, t, type MessageKey } from '../../i18n';
import { Section } from '../../ui';

/** The name this machine knows for an actor, else their alias in the space, else the pseudonym. */
function nameOf(review: Review, actor: string, alias: (actor: string) => string): string {
  const known = [...review.participants, ...review.timeline].find(
    (x) => x.actor === actor && x.name,
  );
  return known?.name ?? (alias(actor) || actor);
}

/** Nobody needs the pseudonym of their own machine. */
function whose(actor: string | undefined, own: string | undefined): MessageKey {
  if (!actor) return 'timeline.correctedAt';
  return actor === own ? 'timeline.correctedHere' : 'timeline.correctedBy';
}

/** What the time was said to be before, newest first. Nothing is forgotten. */
export function Corrections({ review, entry }: { review: Review; entry: Entry }) {
  const own = useWorkspaceInfo().data?.actor;
  const alias = useAliases(review.space);
  const times = entry.times;
  if (times.length < 2) return null;
  const replacedBy = (i: number): TimeStatement | undefined => times[i + 1];
  return (
    <Section title={t('timeline.corrected')}>
      <ul className="corrections">
        {times
          .slice(0, -1)
          .map((s, i) => ({ s, by: replacedBy(i), i }))
          .reverse()
          .map(({ s, by, i }) => (
            <li key={i}>
              <s className="struck small num">{statementWords(s)}</s>
              <div className="small">
                {by?.reason || <span className="ink-3">{t('timeline.noReason')}</span>}
              </div>
              <div className="meta">
                {by?.recorded_at &&
                  t(whose(by.by, own), {
                    time: t('time.inZone', { time: formatMoment(by.recorded_at), zone: 'UTC' }),
                    who: nameOf(review, by.by ?? '', alias),
                  })}
                {s.by ? '' : ` ${t('timeline.wasSource')}`}
              </div>
            </li>
          ))}
      </ul>
    </Section>
  );
}
