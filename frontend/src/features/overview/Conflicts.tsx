import {
  useBackend,
  useConflicts,
  type Conflict,
  type ConflictChoice,
  type Review,
  type Undecided,
} from '../../backend';
import { seenAt, sideAt, stepTo, useWrite, versionName, writerOf } from '../../editing';
import { formatNumber, t } from '../../i18n';
import { Button, Icon, Section } from '../../ui';
import { titleOf } from './Sections';

/** What a place of the record is called; the place itself where nothing of it is left. */
export function nameOf(review: Review, path: string): string {
  if (path === 'title') return t('review.title');
  if (path === 'private_notes') return t('overview.notes');
  const [collection, id] = path.split('/');
  const section = review.sections.find((s) => collection === 'sections' && s.key === id);
  if (section) return titleOf(section);
  const words: Record<string, string | undefined> = {
    timeline: review.timeline.find((x) => x.id === id)?.text,
    factors: review.factors.find((x) => x.id === id)?.text,
    causes: review.causes.find((x) => x.id === id)?.text,
    actions: review.actions.find((x) => x.id === id)?.title,
    participants: review.participants.find((x) => x.id === id)?.role,
  };
  return words[collection ?? '']?.trim() || path;
}

/** Texts that were changed in two places: both versions until somebody chooses. */
export function Conflicts({ review, readOnly }: { review: Review; readOnly: boolean }) {
  const open = review.conflicts.filter((c) => c.state === 'open');
  return (
    <>
      {open.length > 0 && <Open open={open} review={review} readOnly={readOnly} />}
      <AskedElsewhere review={review} />
    </>
  );
}

/** A question about this review and another one stands in the other one. */
function AskedElsewhere({ review }: { review: Review }) {
  const asked = useConflicts().data?.filter(
    (u) =>
      u.form === 'twin' &&
      u.state === 'open' &&
      u.ref !== review.ref &&
      u.shown.some((v) => v.text.startsWith(`${review.ref} `)),
  );
  if (!asked || asked.length === 0) return null;
  return (
    <Section title={t('conflicts.open')}>
      {asked.map((u) => (
        <Whole key={u.id} asked={u} />
      ))}
    </Section>
  );
}

/** A question about whole reviews: it is decided where both can be read. */
function Whole({ asked }: { asked: Undecided }) {
  return (
    <div className="conflict" role="group" aria-label={asked.where}>
      <p className="small warn line">
        <Icon name="warn" />
        <span>
          {t('overview.conflicts.whole', {
            what: asked.where,
            which: asked.shown.map((v) => v.text).join(' · '),
          })}{' '}
          <a href={`#/conflicts?at=${asked.ref}/${asked.id}`}>{t('overview.conflicts.compare')}</a>
        </span>
      </p>
    </div>
  );
}

/** What may be answered where nobody has said it yet: any field can hold one of the two. */
const eitherOne: readonly ConflictChoice[] = ['1', '2'];

/** Forms of questions about a review as a whole. */
const wholes: readonly Undecided['form'][] = ['twin', 'space'];

function Open({
  open,
  review,
  readOnly,
}: {
  open: readonly Conflict[];
  review: Review;
  readOnly: boolean;
}) {
  const told = useConflicts().data;
  return (
    <Section title={t('overview.conflicts')}>
      {open.map((c) => {
        const asked = told?.find((u) => u.ref === review.ref && u.members.includes(c.id));
        // Several conflicts may be one question.
        if (asked && wholes.includes(asked.form)) return <Whole key={c.id} asked={asked} />;
        return asked && asked.id !== c.id ? null : (
          <Row key={c.id} review={review} conflict={c} asked={asked} readOnly={readOnly} />
        );
      })}
    </Section>
  );
}

/** Who did what, as far as that is known: to change something and to take it away are not one thing. */
function leadWords(what: string, asked: Undecided | undefined): string {
  if (asked?.gone) return t('overview.conflicts.away', { what });
  if (asked && asked.shown.length > 2)
    return t('overview.conflicts.several', { what, count: formatNumber(asked.shown.length) });
  if (!asked || asked.shown.length !== 2) return t('overview.conflicts.lead', { what });
  const [one, other] = asked.shown.map(writerOf);
  const part = asked.form === 'part';
  if (!one && !other)
    return t(part ? 'overview.conflicts.gone' : 'overview.conflicts.lead', { what });
  const who = (name = '') => name || t('conflicts.decided.unknown');
  const [changed, gone] = asked.values[0] === '' ? [other, one] : [one, other];
  return part
    ? t('overview.conflicts.goneBy', { what, one: who(changed), other: who(gone) })
    : t('overview.conflicts.by', { what, one: who(one), other: who(other) });
}

/** What a button does that takes the version at a place of the list. */
function takeWords(asked: Undecided | undefined, at: number): string {
  if (asked?.form === 'part')
    return t(asked.values[at] === '' ? 'conflicts.goes' : 'conflicts.stays');
  if (asked?.gone && at === 0) return t('conflicts.leave');
  if (asked?.gone) return t('conflicts.takeNumber', { n: sideAt(at) });
  if (at > 1) return t('conflicts.takeNumber', { n: sideAt(at) });
  return t(at === 0 ? 'conflicts.takeFirst' : 'conflicts.takeSecond');
}

function Row({
  review,
  conflict,
  asked,
  readOnly,
}: {
  review: Review;
  conflict: Conflict;
  asked: Undecided | undefined;
  readOnly: boolean;
}) {
  const choices = asked?.choices ?? eitherOne;
  const values = asked?.values ?? conflict.values;
  const shown = asked?.shown.map((v) => v.text) ?? conflict.values;
  const backend = useBackend();
  const write = useWrite();
  const place = asked?.gone ? null : stepTo(review.ref, conflict.path);
  const what = asked?.gone ? asked.where : nameOf(review, conflict.path);
  // All of them: who decides here chooses for everybody whose version it is.
  const sides = shown.map((text, at) => ({
    name: asked ? versionName(asked.shown[at]) : '',
    text,
  }));
  const keeps = [
    ...shown.map((_, at) => [sideAt(at), takeWords(asked, at)] as const),
    ['both', t(shown.length > 2 ? 'conflicts.all' : 'overview.conflicts.keepBoth')],
  ] as const;
  return (
    <div className="conflict" role="group" aria-label={what}>
      <p className="small warn line">
        <Icon name="warn" />
        <span>
          {leadWords(what, asked)} {place && <a href={place}>{t('overview.conflicts.show')}</a>}{' '}
          <a href={`#/conflicts?at=${review.ref}/${conflict.id}`}>
            {t('overview.conflicts.compare')}
          </a>
        </span>
      </p>
      <div className="conflict-sides conflict-pair">
        {sides.map(({ name, text }, at) => (
          <div className="conflict-side" key={at}>
            {name && <h4 className="label">{name}</h4>}
            {text ? (
              <pre className="conflict-text">{text}</pre>
            ) : (
              <p className="small ink-3">{t('overview.conflicts.empty')}</p>
            )}
          </div>
        ))}
      </div>
      {!readOnly && (
        <div className="conflict-acts">
          {keeps
            .filter(([keep]) => choices.includes(keep))
            .map(([keep, label]) => (
              <Button
                key={keep}
                size="small"
                onClick={() =>
                  void write(() =>
                    backend.reviews.settleConflict(
                      review.ref,
                      conflict.id,
                      { keep, text: '', why: '', seen: seenAt(values, keep) },
                      '',
                    ),
                  )
                }
              >
                {label}
              </Button>
            ))}
        </div>
      )}
    </div>
  );
}
