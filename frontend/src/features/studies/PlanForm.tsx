import { useImperativeHandle, type Ref } from 'react';
import { calendarName, useCalendars, useForesight, useServices, type Study } from '../../backend';
import { formatDate, t, tAny, unbroken, type MessageKey } from '../../i18n';
import {
  Button,
  Combobox,
  Icon,
  isDay,
  Note,
  Section,
  SelectField,
  TextArea,
  TextField,
} from '../../ui';
import { Marks } from './Marks';
import { Severities, Trigger } from './Pickers';
import { useTyped } from './useTyped';
import { exposureOptions, textOf, valueOf, type PlanField } from './words';

/**
 * The plan while it is written. What it would be able to tell stands above it and follows
 * each key; a field is saved when it is left.
 */
export function PlanForm({
  study: s,
  locked,
  onSaved,
  settled,
}: {
  study: Study;
  locked: boolean;
  /** Reads the study anew. */
  onSaved: () => Promise<unknown>;
  /** Is given a way to wait for what is being saved. */
  settled: Ref<() => Promise<unknown>>;
}) {
  const calendars = useCalendars(false).data ?? [];
  const { typed, put, save, settled: saved } = useTyped(s, onSaved);
  useImperativeHandle(settled, () => saved);
  const changed = Object.entries(typed).filter(
    ([name, text]) => text !== undefined && text !== textOf(s.plan, name as PlanField),
  );
  const fields = JSON.stringify(
    Object.fromEntries(changed.map(([name, text]) => [name, valueOf(name, text ?? '')])),
  );
  const foreseen = useForesight(s.ref, fields).data;
  const shown = changed.length > 0 && foreseen ? foreseen : s;

  const field = (name: PlanField, help?: MessageKey) => ({
    label: tAny(`studies.field.${name}`),
    help: help && t(help),
    value: typed[name] ?? textOf(s.plan, name),
    wrong: shown.problem?.field === name ? shown.problem.text : undefined,
    disabled: locked,
    onChange: (text: string) => put(name, text),
    onBlur: () => save(name),
  });
  // What is no day is said where it is typed, before anything is saved.
  const day = (name: PlanField, help?: MessageKey) => {
    const of = field(name, help);
    const bad = of.value.trim().length >= 10 && !isDay(of.value.trim());
    return {
      ...of,
      placeholder: t('governance.datePlace'),
      wrong: of.wrong ?? (bad ? t('studies.noDay') : undefined),
    };
  };
  const choose = (name: PlanField) => ({
    ...field(name),
    onChange: (text: string) => {
      put(name, text);
      save(name, text);
    },
  });
  const services = useServices().data ?? [];
  const take = (name: PlanField, text: string) => {
    put(name, text);
    save(name, text);
  };
  const service = field('service', 'studies.help.service');
  const exposure = typed.exposure ?? s.plan.exposure;
  return (
    <>
      <Told study={shown} />
      <Section title={t('studies.which')}>
        <div className="study-form">
          {locked ? (
            <TextField {...service} />
          ) : (
            <Combobox
              label={service.label}
              help={service.help}
              value={service.value}
              wrong={service.wrong}
              options={services}
              onChange={service.onChange}
              onPick={(text) => take('service', text)}
              onLeave={service.onBlur}
            />
          )}
          <Severities
            chosen={field('severities').value}
            locked={locked}
            onChange={(text) => take('severities', text)}
          />
          <Trigger
            {...field('trigger', 'studies.help.trigger')}
            locked={locked}
            onTake={(text) => take('trigger', text)}
          />
        </div>
      </Section>
      <Section title={t('studies.when')}>
        <div className="study-form">
          <div>
            <TextField {...day('change')} />
            {s.done_on !== '' && (
              <p className="meta study-offer">
                {t('studies.doneOn', { day: formatDate(s.done_on) })}{' '}
                {s.done_on !== field('change').value && !locked && (
                  <Button look="text" size="small" onClick={() => take('change', s.done_on)}>
                    {t('studies.takeDay')}
                  </Button>
                )}
              </p>
            )}
          </div>
          <TextField {...day('before_from')} />
          <TextField {...day('before_to', 'studies.help.before_to')} />
          <TextField {...field('burn_in', 'studies.help.burn_in')} />
          <TextArea {...field('checks', 'studies.help.checks')} rows={3} />
          <TextArea {...field('excluded', 'studies.help.excluded')} rows={3} />
        </div>
      </Section>
      <Section title={t('studies.over')}>
        <div className="study-form">
          <SelectField {...choose('exposure')} options={exposureOptions} />
          {exposure === 'business' && (
            <SelectField
              {...choose('calendar')}
              options={[
                { value: '', label: t('studies.noCalendar') },
                ...calendars.map((c) => ({ value: c.ref, label: calendarName(c, calendars) })),
              ]}
            />
          )}
          {exposure === 'amounts' && (
            <>
              <TextField {...field('unit', 'studies.help.unit')} />
              <TextArea {...field('amounts', 'studies.help.amounts')} rows={4} />
            </>
          )}
        </div>
      </Section>
      <Section title={t('studies.else')}>
        <Marks
          study={s.ref}
          value={field('marks').value}
          wrong={field('marks').wrong}
          disabled={locked}
          onChange={(text) => put('marks', text)}
          onSave={(text) => take('marks', text)}
        />
      </Section>
    </>
  );
}

/** What the plan can tell, and from when on. */
function Told({ study: s }: { study: Study }) {
  const { forecast: f, problem } = s;
  return (
    <div className="study-told" role="status">
      {problem && problem.field === '' && <Note tone="warn">{problem.text}</Note>}
      {problem && problem.field !== '' && <p className="ink-2">{t('studies.incomplete')}</p>}
      {f && (
        <>
          <p className="study-line">
            <Icon name={f.check ? 'clock' : 'warn'} /> <strong>{unbroken(f.text)}</strong>
          </p>
          <p className="small ink-2">
            {t('studies.beforeCounted', { counted: f.counted })} {unbroken(s.level)}
          </p>
        </>
      )}
    </div>
  );
}
