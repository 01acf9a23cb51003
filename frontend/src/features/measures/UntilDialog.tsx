import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { reviewKeys, useBackend, type IncidentKnown } from '../../backend';
import { useWrite } from '../../editing';
import { formatDate, t, tAny } from '../../i18n';
import { Button, Dialog, isDay, showToast, TextField } from '../../ui';

/** The keyboard begins in the field. */
const first = { autoFocus: true };

/** Asks until when the register holds everything that happened. */
export function UntilDialog({ known, onClose }: { known: IncidentKnown; onClose: () => void }) {
  const backend = useBackend();
  const client = useQueryClient();
  const write = useWrite();
  const [day, setDay] = useState(known.until);
  const [wrong, setWrong] = useState<string | undefined>();

  async function say(until: string) {
    const got = await write(() => backend.incidents.sayUntil(until));
    if (!got) return; // why not is told, and what was typed stays
    await client.invalidateQueries({ queryKey: reviewKeys.lists() });
    showToast({
      icon: 'check',
      text: t('incident.until.kept', { day: formatDate(got.until) }),
    });
    onClose();
  }
  return (
    <Dialog title={t('incident.until.ask')} onClose={onClose}>
      <p className="ink-2">
        {tAny(`incident.until.${known.by}`, { day: formatDate(known.until) })}
      </p>
      <p className="small ink-2">{t('incident.until.lead')}</p>
      <form
        className="measure-ask"
        onSubmit={(e) => {
          e.preventDefault();
          if (isDay(day.trim())) void say(day.trim());
          else setWrong(t('measures.period.noDay'));
        }}
      >
        <TextField
          label={t('incident.until.day')}
          placeholder={t('governance.datePlace')}
          value={day}
          wrong={wrong}
          onChange={setDay}
          {...first}
        />
        <div className="measure-ask-acts">
          {known.by === 'word' && (
            <Button look="quiet" onClick={() => void say('')}>
              {t('incident.until.unsay')}
            </Button>
          )}
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button className="safe" look="primary" type="submit">
            {t('incident.until.keep')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
