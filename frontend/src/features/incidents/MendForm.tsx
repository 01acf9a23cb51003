import { useState } from 'react';
import type { IncidentRefused } from '../../backend';
import { t, tAny } from '../../i18n';
import { Button, TextField } from '../../ui';

/** Says the wrong field of a row anew, or leaves it out, for the row or for all that say the same. */
export function MendForm({
  row,
  onMend,
  onClose,
}: {
  row: IncidentRefused;
  onMend: (value: string, alike: boolean) => void;
  onClose: () => void;
}) {
  const [value, setValue] = useState(row.told);
  const [alike, setAlike] = useState(false);
  const needed = row.mends === 'title' || row.mends === 'key';
  return (
    <form
      className="incident-mend"
      onSubmit={(e) => {
        e.preventDefault();
        if (value.trim()) onMend(value, alike);
      }}
    >
      <TextField
        label={tAny(`incident.target.${row.mends}`)}
        small
        // eslint-disable-next-line jsx-a11y/no-autofocus -- asked for by the button beside it
        autoFocus
        value={value}
        onChange={setValue}
        onKeyDown={(e) => {
          if (e.key !== 'Escape') return;
          e.preventDefault();
          e.stopPropagation();
          onClose();
        }}
      />
      {row.told && (
        <label className="incident-value">
          <input type="checkbox" checked={alike} onChange={() => setAlike(!alike)} />
          {t('incident.mendAlike', { told: row.told })}
        </label>
      )}
      <div className="incident-mend-acts">
        <Button
          size="small"
          look="primary"
          type="submit"
          off={!value.trim() && t('incident.mendEmpty')}
        >
          {t('incident.mendTake')}
        </Button>
        {!needed && (
          <Button size="small" look="quiet" onClick={() => onMend('', alike)}>
            {t('incident.mendLeave')}
          </Button>
        )}
        <Button size="small" look="quiet" onClick={onClose}>
          {t('act.cancel')}
        </Button>
      </div>
    </form>
  );
}
