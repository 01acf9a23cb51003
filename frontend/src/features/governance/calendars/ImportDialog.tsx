import { useState } from 'react';
import { useZones, type CalendarImported } from '../../../backend';
import { formatNumber, t, tAny, tn } from '../../../i18n';
import { Button, Combobox, Dialog, SelectField } from '../../../ui';

const forms = ['', 'hours', 'peak', 'freeze', 'maintenance'] as const;

/** How a file is to be read, and what becomes of it. */
export type ImportAnswer = { zone: string; form: string; only: number; into: string };

/** What was taken of a file and what was put aside, with the reason of each. */
export function ImportDialog({
  result,
  onClose,
  onAgain,
}: {
  result: CalendarImported;
  onClose: () => void;
  onAgain: (as: Partial<ImportAnswer>) => void;
}) {
  const zones = useZones();
  const [zone, setZone] = useState('');
  const [form, setForm] = useState<(typeof forms)[number]>('');
  const [only, setOnly] = useState('1');
  const aside = result.read - result.taken;
  if (result.names.length > 0) {
    return (
      <Dialog title={t('calendar.several', { file: result.file })} onClose={onClose}>
        <form
          className="calendar-form"
          onSubmit={(e) => {
            e.preventDefault();
            onAgain({ only: Number(only) });
          }}
        >
          <SelectField
            label={t('calendar.several.which')}
            value={only}
            options={[
              ...result.names.map((name, i) => ({
                value: String(i + 1),
                label: name || t('calendar.several.nameless', { n: formatNumber(i + 1) }),
              })),
              { value: '-1', label: t('calendar.several.all') },
            ]}
            onChange={setOnly}
          />
          <div className="dialog-acts">
            <Button look="quiet" onClick={onClose}>
              {t('act.cancel')}
            </Button>
            <Button className="safe" look="primary" type="submit">
              {t('calendar.importOne')}
            </Button>
          </div>
        </form>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t(result.ref ? 'calendar.imported' : 'calendar.importedNone', { title: result.title })}
      className="calendar-imported"
      onClose={onClose}
    >
      <p>
        {t('calendar.importSum', {
          file: result.file,
          read: formatNumber(result.read),
          taken: formatNumber(result.taken),
          aside: formatNumber(aside),
        })}
      </p>
      {result.known && <p>{t('calendar.importKnown', { title: result.title })}</p>}
      {result.same > 0 && <p>{tn('calendar.importSame', result.same)}</p>}
      {result.closed > 0 && <p>{tn('calendar.importClosed', result.closed)}</p>}
      {result.nights > 0 && !result.known && <p>{tn('calendar.nights', result.nights)}</p>}
      {result.ref && !result.known && aside + result.nights > 0 && (
        <p>{t('calendar.importAside')}</p>
      )}
      {result.entries.length > 0 && (
        <div
          className="calendar-scroll"
          role="region"
          aria-label={t('calendar.why')}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long list is scrolled by key
          tabIndex={0}
        >
          <table className="calendar-table">
            <thead>
              <tr>
                <th scope="col">{t('calendar.line')}</th>
                <th scope="col">{t('calendar.entry')}</th>
                <th scope="col">{t('calendar.why')}</th>
              </tr>
            </thead>
            <tbody>
              {result.entries.map((e) => (
                <tr key={`${e.line} ${e.message}`}>
                  <td className="num">{e.line}</td>
                  <td>{e.title || '–'}</td>
                  <td>{e.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!result.ref && (
        <div className="calendar-form">
          <SelectField
            label={t('calendar.timedAre')}
            value={form}
            options={forms.map((value) => ({
              value,
              label:
                value === ''
                  ? t('calendar.timedUnknown')
                  : value === 'hours'
                    ? t('calendar.week')
                    : tAny(`calendar.period.${value}`),
            }))}
            onChange={setForm}
          />
          <Combobox
            label={t('calendar.field.zone')}
            value={zone}
            options={zones}
            onChange={setZone}
            onPick={setZone}
          />
        </div>
      )}
      <div className="dialog-acts">
        {!result.ref && (
          <Button look="primary" onClick={() => onAgain({ zone, form, only: -1 })}>
            {t('calendar.importAgain')}
          </Button>
        )}
        <Button className="safe" look={result.ref ? 'primary' : 'quiet'} onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}
