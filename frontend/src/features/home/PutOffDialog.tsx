import { useState } from 'react';
import { parseError, useBackend } from '../../backend';
import { sentenceOf } from '../../editing';
import { formatDate, t } from '../../i18n';
import { Button, Dialog, Segment, TextField, showToast } from '../../ui';
import type { Need } from './need';

/** Asks until when something is put off, and why. */
export function PutOffDialog({
  need,
  onTakeUp,
  onClose,
}: {
  need: Need;
  onTakeUp: (key: string) => void;
  onClose: () => void;
}) {
  const backend = useBackend();
  const [when, setWhen] = useState('+7');
  const [day, setDay] = useState('');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<{ key: string; text: string }>();
  const atDay = wrong?.key === 'home.put_off_day';

  async function save() {
    try {
      const until = when === 'day' ? day.trim() : when;
      const done = await backend.reviews.putOff(need.key, need.title, until, reason);
      onClose();
      showToast({
        icon: 'clock',
        topic: 'undo',
        text: t('home.putOffDone', { day: formatDate(done.until, 'medium') }),
        undo: () => onTakeUp(need.key),
      });
    } catch (e) {
      const error = parseError(e);
      if (error.code !== 'cancelled') setWrong({ key: error.key, text: sentenceOf(error) });
    }
  }

  return (
    <Dialog title={t('home.putOffTitle', { title: need.title })} onClose={onClose}>
      <form
        className="home-put-off"
        onSubmit={(e) => {
          e.preventDefault();
          void save();
        }}
      >
        <p className="ink-2">{t('home.putOffLead')}</p>
        <div>
          <div className="label">{t('home.putOff.until')}</div>
          <Segment
            label={t('home.putOff.until')}
            value={when}
            onChange={setWhen}
            options={[
              { value: '+1', label: t('home.putOff.tomorrow') },
              { value: '+7', label: t('home.putOff.week') },
              { value: '+30', label: t('home.putOff.month') },
              { value: 'day', label: t('home.putOff.day') },
            ]}
          />
        </div>
        {when === 'day' && (
          <TextField
            label={t('home.putOff.day')}
            placeholder={t('home.putOff.dayPlace')}
            value={day}
            wrong={atDay ? wrong.text : undefined}
            onChange={setDay}
          />
        )}
        <TextField
          label={t('home.putOff.reason')}
          value={reason}
          wrong={wrong && !(atDay && when === 'day') ? wrong.text : undefined}
          onChange={setReason}
        />
        <div className="dialog-acts">
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button className="safe" look="primary" type="submit">
            {t('home.putOff')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
