import { useState } from 'react';
import { t } from '../../i18n';
import { Button, Dialog, isDay, TextField } from '../../ui';

/** The keyboard begins in the first field. */
const first = { autoFocus: true };

/** Asks for a period from a day to a day, both of them in it. */
export function PeriodDialog({
  period,
  onChoose,
  onClose,
}: {
  period: string;
  onChoose: (period: string) => void;
  onClose: () => void;
}) {
  const [given, until] = period.includes('..') ? period.split('..') : ['', ''];
  const [from, setFrom] = useState(given ?? '');
  const [to, setTo] = useState(until ?? '');
  const [wrong, setWrong] = useState<{ from?: string; to?: string }>({});
  function choose() {
    const [a, b] = [from.trim(), to.trim()];
    const bad = {
      ...(!isDay(a) && { from: t('measures.period.noDay') }),
      ...(!isDay(b) ? { to: t('measures.period.noDay') } : {}),
    };
    if (isDay(a) && isDay(b) && b < a) bad.to = t('measures.period.backwards');
    setWrong(bad);
    if (Object.keys(bad).length === 0) onChoose(`${a}..${b}`);
  }
  return (
    <Dialog title={t('measures.period.ask')} onClose={onClose}>
      <p className="small ink-2">{t('measures.period.askLead')}</p>
      <form
        className="measure-ask"
        onSubmit={(e) => {
          e.preventDefault();
          choose();
        }}
      >
        <TextField
          label={t('measures.head.first')}
          placeholder={t('governance.datePlace')}
          value={from}
          wrong={wrong.from}
          onChange={setFrom}
          {...first}
        />
        <TextField
          label={t('measures.head.last')}
          placeholder={t('governance.datePlace')}
          value={to}
          wrong={wrong.to}
          onChange={setTo}
        />
        <div className="measure-ask-acts">
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button className="safe" look="primary" type="submit">
            {t('measures.period.show')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
