import { useId, useState } from 'react';
import type { Calendar } from '../../../backend';
import { t } from '../../../i18n';
import { Button, Icon, Section, SelectField, TextField } from '../../../ui';
import { PutAside } from './PutAside';
import { clockOf, dayOf } from './words';

/** What was found about a calendar, with what puts it right, and what is due when. */
export function Aside({
  doc,
  from,
  pick,
  onFrom,
  onFix,
  settling,
  onSettle,
}: {
  doc: Calendar;
  from: string;
  pick: string;
  onFrom: (at: string, pick?: string) => void;
  onFix: (place: number) => void;
  settling: string | null;
  onSettle: (id: string | null) => void;
}) {
  const [typed, setTyped] = useState(from);
  const table = useId();
  const waits = doc.aside.length + doc.asideLeft > 0;
  const first = doc.findings.findIndex((f) => f.fix !== '');
  return (
    <div className="calendar-aside">
      <Section title={t('calendar.findings')}>
        {doc.findings.length === 0 ? (
          <p className="meta">{t(waits ? 'calendar.fineBut' : 'calendar.fine')}</p>
        ) : (
          <ul className="calendar-findings">
            {doc.findings.map((f, i) => (
              <li key={`${f.key} ${f.path} ${f.message}`}>
                <Icon
                  name={f.level === 'problem' ? 'warn' : 'info'}
                  label={t(
                    f.level === 'problem' ? 'calendar.level.problem' : 'calendar.level.notice',
                  )}
                />
                <span className="grow">{f.message}</span>
                {f.fix && (
                  <Button
                    size="small"
                    keys={i === first ? 'f' : undefined}
                    onClick={() => onFix(i)}
                  >
                    {f.fix}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <PutAside doc={doc} asked={settling} onAsk={onSettle} />
      <Section title={t('calendar.due')}>
        <form
          className="calendar-due-from"
          onSubmit={(e) => {
            e.preventDefault();
            onFrom(typed.trim());
          }}
        >
          <TextField
            label={t('calendar.openedAt')}
            help={t('calendar.openedHelp', { zone: doc.zone })}
            small
            placeholder={doc.at ? `${dayOf(doc.at)} ${clockOf(doc.at)}` : t('calendar.now')}
            value={typed}
            onChange={setTyped}
            onBlur={() => typed.trim() !== from && onFrom(typed.trim())}
          />
          {doc.picks && (
            <SelectField
              label={t('governance.pick')}
              value={pick}
              options={[
                { value: '', label: t('governance.pick.none') },
                { value: 'earlier', label: t('governance.pick.earlier') },
                { value: 'later', label: t('governance.pick.later') },
              ]}
              onChange={(which) => onFrom(from, which)}
            />
          )}
        </form>
        {doc.stopped ? (
          <p className="calendar-stopped" role="status">
            <Icon name="warn" /> {doc.stopped}
          </p>
        ) : (
          <>
            {doc.liesIn && <p role="status">{doc.liesIn}</p>}
            <table className="calendar-table" aria-labelledby={table}>
              <caption className="unseen" id={table}>
                {t('calendar.due')}
              </caption>
              <thead>
                <tr>
                  <th scope="col">{t('calendar.businessTime')}</th>
                  <th scope="col">{t('calendar.dueAt')}</th>
                </tr>
              </thead>
              <tbody>
                {doc.due.map((d) => (
                  <tr key={d.length}>
                    <th scope="row" className="num">
                      {d.length}
                    </th>
                    <td>
                      {d.problem || (
                        <>
                          <span className="num">
                            {dayOf(d.at)} {clockOf(d.at)}
                          </span>
                          {d.explained && <span className="meta block">{d.explained}</span>}
                        </>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </Section>
    </div>
  );
}
