import { useBackend, type Review } from '../../backend';
import { SavedTextNotes, useSavedText, useWrite } from '../../editing';
import { formatNumber, t, tAny, tValue } from '../../i18n';
import { Dialog, Icon, SelectField, TextArea } from '../../ui';

const techniques = ['five_whys', 'fishbone_timeline', 'fishbone_recurrence'];
const courses = ['linear', 'branching'];
const numbers = ['technique_teams', 'technique_failures', 'technique_recurrences'] as const;
const percent = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** What the rule advises, with the part of it that counts. */
export function adviceOf({ technique_advice: advice }: Review): string {
  if (!advice.technique) return t('technique.advice.none');
  return t('technique.advice', {
    technique: tValue('technique', advice.technique),
    why: tAny(`technique.why.${advice.why}`),
    rule: advice.rule,
  });
}

/** What was chosen, with the advice of then where it was another. */
function toldOf(review: Review): string {
  const chosen = review.technique ?? '';
  const advised = review.technique_advised ?? '';
  const why = review.technique_because ?? '';
  if (!chosen) return '';
  const said = {
    chosen: tValue('technique', chosen),
    advised: tValue('technique', advised),
    rule: review.technique_rule ?? '',
    why,
  };
  if (!advised || advised === chosen) {
    return why ? t('technique.told.why', said) : t('technique.told', said);
  }
  return why ? t('technique.told.instead.why', said) : t('technique.told.instead', said);
}

/** What was chosen, else what is advised, and how many causes have evidence. */
export function TechniqueLines({ review }: { review: Review }) {
  const { share, causes, evidenced } = review.evidence_share;
  const told = toldOf(review) || (review.technique_advice.technique && adviceOf(review));
  return (
    <>
      {told && <p>{told}</p>}
      {share !== undefined && (
        <p>
          {t('evidenced.share', {
            count: formatNumber(evidenced),
            of: formatNumber(causes),
            share: formatNumber(share * 100, percent),
          })}
        </p>
      )}
    </>
  );
}

/** Which way of asking fits: what is said of the incident, what the rule advises, what was chosen. */
export function TechniqueDialog({ review, onClose }: { review: Review; onClose: () => void }) {
  const backend = useBackend();
  const write = useWrite();
  const set = (field: string, value: unknown) =>
    void write(() => backend.reviews.setField(review.ref, field, JSON.stringify(value), ''));
  const because = useSavedText({
    review: review.ref,
    path: 'technique_because',
    value: review.technique_because ?? '',
    rev: review.rev,
  });
  const close = () => {
    because.onBlur();
    onClose();
  };
  return (
    <Dialog title={t('technique.which')} onClose={close}>
      <p className="small ink-2">{t('technique.lead')}</p>
      {numbers.map((field) => {
        const now = review[field] ?? 0;
        const usual = Array.from({ length: 10 }, (_, i) => i);
        return (
          <SelectField
            key={field}
            label={t(`history.field.${field}`)}
            value={String(now)}
            options={(usual.includes(now) ? usual : [...usual, now]).map((n) => ({
              value: String(n),
              label: n === 0 ? t('technique.notSaid') : formatNumber(n),
            }))}
            onChange={(n) => set(field, Number(n))}
          />
        );
      })}
      <SelectField
        label={t('history.field.technique_course')}
        value={review.technique_course ?? ''}
        options={['', ...courses].map((c) => ({
          value: c,
          label: c ? tAny(`technique.course.${c}`) : t('technique.notSaid'),
        }))}
        onChange={(c) => set('technique_course', c)}
      />
      <p className="technique-advice" role="status">
        <Icon name="info" />
        <span>{adviceOf(review)}</span>
      </p>
      <p className="small ink-2">{t('technique.rule')}</p>
      <SelectField
        label={t('history.field.technique')}
        value={review.technique ?? ''}
        options={['', ...techniques].map((c) => ({
          value: c,
          label: c ? tAny(`technique.${c}`) : t('technique.notChosen'),
        }))}
        onChange={(c) => set('technique', c)}
      />
      <TextArea
        label={t('history.field.technique_because')}
        value={because.text}
        onChange={because.onChange}
        onBlur={because.onBlur}
      />
      <SavedTextNotes saved={because} />
    </Dialog>
  );
}
