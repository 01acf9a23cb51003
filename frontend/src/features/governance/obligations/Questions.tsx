import { useBackend, type Assessment, type ObligationFact } from '../../../backend';
import { useWrite, ValueField } from '../../../editing';
import { hasMessage, t, tAny } from '../../../i18n';
import { Button, Props, Section, SelectField } from '../../../ui';
import type { DutyAsked } from './Asking';
import { questionField } from './showQuestion';
import { momentWords } from './words';

/** What the rules ask: when things happened, and the facts that thresholds compare. */
export function Questions({
  assessment: a,
  locked,
  onAsk,
}: {
  assessment: Assessment;
  locked: string | false;
  onAsk: (what: DutyAsked) => void;
}) {
  return (
    <>
      <Section title={t('obligations.times')}>
        <div className="duty-times">
          <Props
            rows={a.events.map((e) => ({
              label: e.name,
              value: (
                <span className="duty-line">
                  <span className="num">
                    {e.at ? (
                      momentWords(e.day || e.at.case)
                    ) : (
                      <span className="ink-3">{t('overview.unknown')}</span>
                    )}
                  </span>
                  {e.before.map((time, i) => (
                    <s key={`${time} ${i}`} className="num small ink-3">
                      {momentWords(time)}
                    </s>
                  ))}
                  <Button
                    size="small"
                    look="quiet"
                    off={locked}
                    aria-label={t('obligations.stateOf', { what: e.name })}
                    onClick={() => onAsk({ kind: 'event', event: e })}
                  >
                    {t('obligations.stateShort')}
                  </Button>
                  {e.reason && <span className="small ink-2">{e.reason}</span>}
                </span>
              ),
            }))}
          />
        </div>
      </Section>
      {a.facts.length > 0 && (
        <Section title={t('obligations.facts')}>
          <div className="duty-facts">
            {a.facts.map((f) => (
              <Answer key={f.id} assessment={a} fact={f} locked={locked} />
            ))}
          </div>
        </Section>
      )}
    </>
  );
}

function Answer({
  assessment: a,
  fact: f,
  locked,
}: {
  assessment: Assessment;
  fact: ObligationFact;
  locked: string | false;
}) {
  const backend = useBackend();
  const write = useWrite();
  const save = (value: string) =>
    backend.obligations.answer(a.ref, f.id, value.trim(), 'obligations');
  if (f.type === 'number') {
    return (
      <div className="field" {...{ [questionField]: f.name }}>
        <span className="label field-label">{f.name}</span>
        <ValueField
          label={f.name}
          text={f.value}
          save={save}
          off={Boolean(locked)}
          className="num input duty-number"
        >
          {f.value || <span className="ink-3">{t('obligations.noAnswer')}</span>}
        </ValueField>
      </div>
    );
  }
  const values = f.type === 'yes_no' ? ['yes', 'no'] : f.choices;
  return (
    <div {...{ [questionField]: f.name }}>
      <SelectField
        label={f.name}
        value={f.value}
        disabled={Boolean(locked)}
        options={[
          { value: '', label: t('obligations.noAnswer') },
          ...values.map((value) => ({ value, label: answerWords(value) })),
        ]}
        onChange={(value) => void write(() => save(value))}
      />
    </div>
  );
}

/** An answer of a pack in words; one that has none here as it stands in the rules. */
function answerWords(value: string): string {
  const key = `obligations.answer.${value}`;
  return hasMessage(key) ? tAny(key) : value.replaceAll('_', ' ');
}
