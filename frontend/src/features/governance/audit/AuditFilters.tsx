import { useEffect, useState, type Ref } from 'react';
import { useAuditChoices, type AuditNarrowing, type AuditWho } from '../../../backend';
import { t } from '../../../i18n';
import { Button, SelectField, TextField } from '../../../ui';
import { actionWords } from './words';

const people: readonly (AuditWho | '')[] = ['', 'person', 'system', 'exchange'];
const whoKeys = {
  '': 'audit.who.all',
  person: 'audit.who.person',
  system: 'audit.who.system',
  exchange: 'audit.who.exchange',
} as const;

const day = /^\d{4}-\d{2}-\d{2}$/u;

/** Narrows the journal: who, what, which record, which rule, which days. */
export function AuditFilters({
  filter,
  onChange,
  onClear,
  recordRef,
}: {
  filter: AuditNarrowing;
  onChange: (filter: AuditNarrowing) => void;
  /** Shows all again; absent while nothing is left out. */
  onClear?: (() => void) | undefined;
  recordRef: Ref<HTMLInputElement>;
}) {
  const choices = useAuditChoices().data;
  const actions = (choices?.actions ?? [])
    .map((a) => ({ value: a.action, label: actionWords(a.action, a.label) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <div className="audit-filters" role="search" aria-label={t('audit.filter')}>
      <Typed
        label={t('audit.record')}
        hint="REV-26-…"
        value={filter.record}
        fits={(v) => v === '' || v.length >= 6}
        wrong={t('audit.recordBad')}
        onChange={(record) => onChange({ ...filter, record })}
        inputRef={recordRef}
      />
      <SelectField
        label={t('audit.who')}
        hideLabel
        small
        value={filter.who}
        options={people.map((value) => ({ value, label: t(whoKeys[value]) }))}
        onChange={(who) => onChange({ ...filter, who })}
      />
      <SelectField
        label={t('audit.action')}
        hideLabel
        small
        value={filter.action}
        options={[{ value: '', label: t('audit.allActions') }, ...actions]}
        onChange={(action) => onChange({ ...filter, action })}
      />
      {(choices?.rules.length ?? 0) > 0 && (
        <SelectField
          label={t('audit.rule')}
          hideLabel
          small
          value={filter.rule}
          options={[
            { value: '', label: t('audit.allRules') },
            ...(choices?.rules ?? []).map((value) => ({ value, label: value })),
          ]}
          onChange={(rule) => onChange({ ...filter, rule })}
        />
      )}
      <Typed
        label={t('audit.from')}
        hint={t('audit.fromHint')}
        value={filter.from}
        fits={(v) => v === '' || day.test(v)}
        wrong={t('audit.dayBad')}
        onChange={(from) => onChange({ ...filter, from })}
      />
      <Typed
        label={t('audit.to')}
        hint={t('audit.toHint')}
        value={filter.to}
        fits={(v) => v === '' || day.test(v)}
        wrong={t('audit.dayBad')}
        onChange={(to) => onChange({ ...filter, to })}
      />
      {onClear && (
        <Button look="text" size="small" icon="close" onClick={onClear}>
          {t('audit.showAll')}
        </Button>
      )}
    </div>
  );
}

/** A field that narrows by what was typed once it is whole. */
function Typed({
  label,
  hint,
  value,
  fits,
  wrong,
  onChange,
  inputRef,
}: {
  label: string;
  hint: string;
  value: string;
  fits: (value: string) => boolean;
  /** Said once somebody is done with a value that does not fit. */
  wrong: string;
  onChange: (value: string) => void;
  inputRef?: Ref<HTMLInputElement> | undefined;
}) {
  const [text, setText] = useState(value);
  // eslint-disable-next-line react-hooks/set-state-in-effect -- "show all" empties it from outside
  useEffect(() => setText(value), [value]);
  const [bad, setBad] = useState(false);
  const tell = (v: string) => {
    const trimmed = v.trim();
    setBad(!fits(trimmed));
    if (fits(trimmed) && trimmed !== value) onChange(trimmed);
  };
  return (
    <TextField
      label={label}
      hideLabel
      small
      placeholder={hint}
      value={text}
      wrong={bad ? wrong : undefined}
      onChange={(v) => {
        setText(v);
        setBad(false);
        if (v === '' || day.test(v)) tell(v);
      }}
      onBlur={() => tell(text)}
      onKeyDown={(e) => {
        if (e.key === 'Enter') tell(text);
      }}
      ref={inputRef}
    />
  );
}
