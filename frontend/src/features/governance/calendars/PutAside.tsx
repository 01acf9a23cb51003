import { useState } from 'react';
import {
  useBackend,
  useZones,
  type Calendar,
  type CalendarAside,
  type CalendarSettling,
} from '../../../backend';
import { sentenceOf, useWrite } from '../../../editing';
import { formatNumber, t, tAny, tn } from '../../../i18n';
import { Button, Combobox, Dialog, Icon, Section, SelectField, TextArea } from '../../../ui';

/** What a file put aside and nobody has settled yet; `asked` is the one that is open. */
export function PutAside({
  doc,
  asked,
  onAsk,
}: {
  doc: Calendar;
  asked: string | null;
  onAsk: (id: string | null) => void;
}) {
  const backend = useBackend();
  const write = useWrite();
  const [most, setMost] = useState(5);
  const one = doc.aside.find((a) => a.id === asked);
  if (doc.aside.length === 0 && doc.asideLeft === 0) return null;
  const clear = () => {
    const seen = { path: 'aside_left', base: doc.asideLeft, value: null };
    return write(() => backend.calendars.set(doc.ref, JSON.stringify([seen]), ''));
  };
  return (
    <Section title={t('calendar.aside.title', { n: formatNumber(doc.aside.length) })}>
      <ul className="calendar-findings">
        {doc.aside.slice(0, most).map((a, i) => (
          <li key={a.id}>
            <Icon name="question" />
            <span className="grow">
              <span className="strong">{a.title || t('calendar.aside.noTitle')}</span>{' '}
              <span className="meta num">
                {t('calendar.aside.line', { n: formatNumber(a.line) })}
              </span>
              <span className="meta block">{a.message}</span>
            </span>
            <Button
              size="small"
              keys={i === 0 ? 's' : undefined}
              aria-label={t('calendar.aside.settleOf', { title: a.title || formatNumber(a.line) })}
              onClick={() => onAsk(a.id)}
            >
              {t('calendar.aside.settle')}
            </Button>
          </li>
        ))}
      </ul>
      {doc.aside.length > most && (
        <Button look="text" size="small" onClick={() => setMost(doc.aside.length)}>
          {tn('calendar.aside.more', doc.aside.length - most)}
        </Button>
      )}
      {doc.asideLeft > 0 && (
        <p className="meta">
          {tn('calendar.asideLeft', doc.asideLeft)}{' '}
          <Button look="text" size="small" onClick={() => void clear()}>
            {t('calendar.asideLeft.clear')}
          </Button>
        </p>
      )}
      {one && <SettleDialog key={one.id} doc={doc} entry={one} onClose={() => onAsk(null)} />}
    </Section>
  );
}

const forms = ['hours', 'holiday', 'exception', 'peak', 'freeze', 'maintenance'] as const;
const formWords = (form: (typeof forms)[number]) => {
  if (form === 'hours') return t('calendar.week');
  if (form === 'holiday') return t('calendar.day.holiday');
  return form === 'exception' ? t('calendar.day.exception') : tAny(`calendar.period.${form}`);
};

/** One of the two with its time. Others that ask the same lie on other days. */
const pickWords = (which: string, time: string) =>
  time ? t('calendar.aside.pickAt', { which, time }) : which;

/** Asks what an entry means: which time, which zone, what it is, or its text put right. */
function SettleDialog({
  doc,
  entry,
  onClose,
}: {
  doc: Calendar;
  entry: CalendarAside;
  onClose: () => void;
}) {
  const backend = useBackend();
  const write = useWrite();
  const zones = useZones();
  const [answer, setAnswer] = useState<CalendarSettling>({
    form: entry.asks === 'form' ? 'peak' : '',
    zone: '',
    pick: '',
    text: entry.text,
    alike: false,
  });
  const [wrong, setWrong] = useState('');
  const put = (part: Partial<CalendarSettling>) => {
    setWrong('');
    setAnswer({ ...answer, ...part });
  };
  const same = answer.text === entry.text;
  const why =
    same && entry.asks === ''
      ? t('calendar.aside.unchanged')
      : same && entry.asks === 'pick' && answer.pick === '' && t('calendar.aside.unpicked');
  const save = async () => {
    if (why) return;
    try {
      const text = same ? '' : answer.text;
      await backend.calendars.settle(doc.ref, entry.id, { ...answer, text }, '');
      onClose();
    } catch (e) {
      setWrong(sentenceOf(e));
    }
  };
  const drop = async () => {
    const done = await write(() => backend.calendars.removeEntry(doc.ref, `aside/${entry.id}`, ''));
    if (done) onClose();
  };
  return (
    <Dialog
      title={t('calendar.aside.settleOf', { title: entry.title || formatNumber(entry.line) })}
      className="calendar-settle"
      onClose={onClose}
    >
      <p>{entry.message}</p>
      <form
        className="calendar-form"
        onSubmit={(e) => {
          e.preventDefault();
          void save();
        }}
      >
        {entry.asks === 'pick' && (
          <SelectField
            label={t('governance.pick')}
            value={answer.pick}
            options={[
              { value: '', label: t('governance.pick.none') },
              { value: 'earlier', label: pickWords(t('governance.pick.earlier'), entry.earlier) },
              { value: 'later', label: pickWords(t('governance.pick.later'), entry.later) },
            ]}
            onChange={(pick) => put({ pick })}
          />
        )}
        {entry.asks === 'zone' && (
          <Combobox
            label={t('calendar.aside.zone')}
            value={answer.zone}
            options={zones}
            onChange={(zone) => put({ zone })}
            onPick={(zone) => put({ zone })}
          />
        )}
        {entry.asks === 'form' && (
          <SelectField
            label={t('calendar.aside.form')}
            value={answer.form}
            options={forms.map((value) => ({ value, label: formWords(value) }))}
            onChange={(form) => put({ form })}
          />
        )}
        {entry.alike > 0 && (
          <label className="calendar-check">
            <input
              type="checkbox"
              checked={answer.alike}
              onChange={(e) => put({ alike: e.target.checked })}
            />
            {tn('calendar.aside.alike', entry.alike)}
          </label>
        )}
        {entry.asks === '' && <p className="small ink-2">{t('calendar.aside.byHand')}</p>}
        <details className="calendar-as-text" open={entry.text === ''}>
          <summary className="small">{t('calendar.aside.asText')}</summary>
          <TextArea
            label={t('calendar.aside.text')}
            help={entry.text ? undefined : t('calendar.aside.noText')}
            rows={7}
            value={answer.text}
            onChange={(text) => put({ text })}
          />
        </details>
        {wrong && (
          <p className="calendar-stopped" role="alert">
            {wrong}
          </p>
        )}
        <div className="dialog-acts">
          <Button look="destructive" icon="trash" onClick={() => void drop()}>
            {t('calendar.aside.drop')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button className="safe" look="primary" type="submit" off={why}>
            {t('calendar.aside.take')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
