import type { Study } from '../../backend';
import { t } from '../../i18n';
import { Section, TextArea } from '../../ui';
import { Marks } from './Marks';
import { useTyped } from './useTyped';
import { textOf } from './words';

/** What is learnt after the plan was frozen: amounts, and what else was changed. */
export function Later({
  study: s,
  locked,
  onSaved,
}: {
  study: Study;
  locked: boolean;
  onSaved: () => Promise<unknown>;
}) {
  const { typed, put, save } = useTyped(s, onSaved);
  return (
    <Section title={t('studies.later')}>
      {s.plan.exposure === 'amounts' && (
        <TextArea
          value={typed.amounts ?? textOf(s.plan, 'amounts')}
          disabled={locked}
          rows={3}
          onChange={(text) => put('amounts', text)}
          onBlur={() => save('amounts')}
          label={t('studies.field.amounts')}
          help={t('studies.help.amounts')}
        />
      )}
      <Marks
        study={s.ref}
        value={typed.marks ?? textOf(s.plan, 'marks')}
        disabled={locked}
        onChange={(text) => put('marks', text)}
        onSave={(text) => {
          put('marks', text);
          save('marks', text);
        }}
      />
    </Section>
  );
}
