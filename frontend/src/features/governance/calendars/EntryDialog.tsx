import { useEffect, useRef, useState } from 'react';
import {
  parseError,
  useBackend,
  useZones,
  type Calendar,
  type CalendarList,
} from '../../../backend';
import { sentenceOf, useWrite } from '../../../editing';
import { t, tAny, type MessageKey } from '../../../i18n';
import { Button, Combobox, Dialog, SelectField, Segment, TextField } from '../../../ui';
import { emptyForm, fieldsOf, formOf, type Form } from './form';
import { dayWord, weekdayOrder } from './words';

/** What is being edited: one entry of a list, a new one without an id, or the calendar itself. */
export type Edited = { list: CalendarList | 'head'; on: string; id?: string | undefined };

const titles: Record<Edited['list'], [add: MessageKey, edit: MessageKey]> = {
  head: ['calendar.editHead', 'calendar.editHead'],
  week: ['calendar.addHours', 'calendar.editHours'],
  holidays: ['calendar.addHoliday', 'calendar.editHoliday'],
  exceptions: ['calendar.addException', 'calendar.editException'],
  periods: ['calendar.addPeriod', 'calendar.editPeriod'],
};

/** One entry of a calendar, or its name, zone and validity. What does not fit is said at its field. */
export function EntryDialog({
  doc,
  entry,
  onClose,
}: {
  doc: Calendar;
  entry: Edited;
  onClose: () => void;
}) {
  const backend = useBackend();
  const write = useWrite();
  const zones = useZones();
  const { list, id } = entry;
  const [form, setForm] = useState<Form>(() => formOf(doc, list, id) ?? emptyForm(entry.on));
  // What stood there when the dialog opened says what the person touched; an edit stands
  // against what they were shown last.
  const [first] = useState(() => fieldsOf(list, form));
  const [seen, setSeen] = useState(first);
  const [wrong, setWrong] = useState<{ field: string; text: string } | null>(null);
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('input, select')?.focus(), []);
  const put = (part: Partial<Form>) => setForm({ ...form, ...part });
  const at = (field: string) => (wrong?.field === field ? wrong.text : undefined);
  const text = (name: keyof Form, field: string, label: MessageKey, help?: MessageKey) => (
    <TextField
      label={t(label)}
      help={help && t(help)}
      wrong={at(field)}
      value={String(form[name])}
      onChange={(v) => put({ [name]: v })}
    />
  );

  async function save() {
    const fields = fieldsOf(list, form);
    try {
      if (list !== 'head' && id === undefined) {
        const given = Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== null));
        await backend.calendars.add(doc.ref, list, JSON.stringify(given), '');
      } else {
        const base = list === 'head' ? '' : `${list}/${id ?? ''}/`;
        // What was not touched stays as others may have made it by now.
        const values = Object.entries(fields)
          .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(first[name]))
          .map(([name, value]) => ({ path: base + name, base: seen[name] ?? null, value }));
        if (values.length > 0) await backend.calendars.set(doc.ref, JSON.stringify(values), '');
      }
      onClose();
    } catch (e) {
      // Looked at and saved once more, what was typed is meant.
      const newest = formOf(doc, list, id);
      if (parseError(e).code === 'conflict' && newest) setSeen(fieldsOf(list, newest));
      const field = parseError(e).fields[0]?.name ?? '';
      const shown = Object.keys(fields).includes(field) ? field : '';
      setWrong({ field: shown, text: sentenceOf(e) });
    }
  }
  async function remove() {
    if (id === undefined) return;
    const done = await write(() => backend.calendars.removeEntry(doc.ref, `${list}/${id}`, ''));
    if (done) onClose();
  }
  const title = titles[list][id === undefined && list !== 'head' ? 0 : 1];
  return (
    <Dialog title={t(title)} onClose={onClose}>
      <form
        ref={box}
        className="calendar-form"
        onSubmit={(e) => {
          e.preventDefault();
          void save();
        }}
      >
        {list === 'head' && (
          <>
            {text('title', 'title', 'calendar.field.title')}
            <Combobox
              label={t('calendar.field.zone')}
              value={form.zone}
              options={zones}
              wrong={at('zone')}
              onChange={(zone) => put({ zone })}
              onPick={(zone) => put({ zone })}
            />
            {text('from', 'valid_from', 'calendar.field.validFrom', 'calendar.help.date')}
            {text('to', 'valid_to', 'calendar.field.validTo', 'calendar.help.validTo')}
          </>
        )}
        {list === 'week' && (
          <>
            <SelectField
              label={t('calendar.field.day')}
              value={form.day}
              options={weekdayOrder.map((value) => ({ value, label: dayWord(value) }))}
              onChange={(day) => put({ day })}
            />
            {text('from', 'from', 'calendar.field.from', 'calendar.help.time')}
            {text('to', 'to', 'calendar.field.to', 'calendar.help.past')}
          </>
        )}
        {list === 'holidays' && (
          <>
            {text('on', 'on', 'calendar.field.on', 'calendar.help.date')}
            {text('name', 'name', 'calendar.field.name')}
            <label className="calendar-check">
              <input
                type="checkbox"
                checked={form.yearly}
                onChange={(e) => put({ yearly: e.target.checked })}
              />
              {t('calendar.field.yearly')}
            </label>
            {form.yearly && text('until', 'until', 'calendar.field.until', 'calendar.help.until')}
          </>
        )}
        {list === 'exceptions' && (
          <>
            {text('on', 'on', 'calendar.field.on', 'calendar.help.date')}
            {text('name', 'name', 'calendar.field.name')}
            {text('hours', 'hours', 'calendar.field.hours', 'calendar.help.spans')}
          </>
        )}
        {list === 'periods' && (
          <>
            <SelectField
              label={t('calendar.field.kind')}
              value={form.kind}
              options={(['peak', 'freeze', 'maintenance'] as const).map((value) => ({
                value,
                label: tAny(`calendar.period.${value}`),
              }))}
              onChange={(kind) => put({ kind })}
            />
            {text('name', 'name', 'calendar.field.name')}
            <Segment
              label={t('calendar.field.form')}
              value={form.times ? 'times' : 'days'}
              options={[
                { value: 'days', label: t('calendar.byDays') },
                { value: 'times', label: t('calendar.byTimes') },
              ]}
              onChange={(v) => put({ times: v === 'times' })}
            />
            {form.times ? (
              <>
                {text('begin', 'begin', 'calendar.field.begin', 'calendar.help.moment')}
                {text('end', 'end', 'calendar.field.end')}
              </>
            ) : (
              <>
                {text('on', 'first_day', 'calendar.field.firstDay', 'calendar.help.date')}
                {text('until', 'last_day', 'calendar.field.lastDay', 'calendar.help.lastDay')}
                {text('hours', 'hours', 'calendar.field.hours', 'calendar.help.dayHours')}
              </>
            )}
            {form.kind === 'peak' && (
              <>
                {text('weight', 'weight', 'calendar.field.weight', 'calendar.help.weight')}
                {text('urgency', 'urgency', 'calendar.field.urgency')}
              </>
            )}
          </>
        )}
        {wrong?.field === '' && (
          <p className="calendar-stopped" role="alert">
            {wrong.text}
          </p>
        )}
        <div className="dialog-acts">
          {id !== undefined && (
            <Button look="destructive" icon="trash" onClick={() => void remove()}>
              {t('calendar.removeEntry')}
            </Button>
          )}
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button className="safe" look="primary" type="submit">
            {t('calendar.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
