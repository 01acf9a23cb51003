import type { Study } from '../../backend';
import { t } from '../../i18n';
import { Section, TextArea } from '../../ui';
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
  const field = (name: 'marks' | 'amounts') => ({
    value: typed[name] ?? textOf(s.plan, name),
    disabled: locked,
    rows: 3,
    onChange: (text: string) => put(name, text),
    onBlur: () => save(name),
  });
  return (
    <Section title={t('studies.later')}>
      {s.plan.exposure === 'amounts' && (
        <TextArea
          {...field('amounts')}
          label={t('studies.field.amounts')}
          help={t('studies.help.amounts')}
        />
      )}
      <TextArea
        {...field('marks')}
        label={t('studies.field.marks')}
        help={t('studies.help.marks')}
      />
    </Section>
  );
}
