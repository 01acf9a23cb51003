import { useState } from 'react';
import { useReviewList } from '../../backend';
import { t } from '../../i18n';
import { Combobox, TextField } from '../../ui';

const severities = ['SEV1', 'SEV2', 'SEV3', 'SEV4', 'SEV5'];
const parts = (text: string) =>
  text
    .split(',')
    .map((x) => x.trim())
    .filter(Boolean);

/** Which severities count: none chosen counts all. */
export function Severities({
  chosen,
  locked,
  onChange,
}: {
  chosen: string;
  locked: boolean;
  onChange: (text: string) => void;
}) {
  const now = parts(chosen);
  return (
    <fieldset className="study-severities">
      <legend className="label field-label">{t('studies.field.severities')}</legend>
      <div className="study-line">
        {severities.map((one) => (
          <label key={one} className="study-tick">
            <input
              type="checkbox"
              checked={now.includes(one)}
              disabled={locked}
              onChange={(e) =>
                onChange(
                  severities
                    .filter((x) => (x === one ? e.target.checked : now.includes(x)))
                    .join(', '),
                )
              }
            />
            {one}
          </label>
        ))}
      </div>
      <p className="meta field-help">{t('studies.help.severities')}</p>
    </fieldset>
  );
}

/** How many of the latest reviews are offered. */
const offered = 200;

/** The incidents that led to the change: typed, or found by a word of their title. */
export function Trigger({
  locked,
  onTake,
  ...field
}: {
  label: string;
  value: string;
  help: string | undefined;
  wrong: string | undefined;
  disabled: boolean;
  onChange: (text: string) => void;
  onBlur: () => void;
  locked: boolean;
  onTake: (text: string) => void;
}) {
  const [find, setFind] = useState('');
  const narrow = { query: '', state: '', severity: '', trash: false, sort: 'changed' } as const;
  const rows = useReviewList(narrow, offered).data?.rows ?? [];
  return (
    <div>
      <TextField {...field} />
      {!locked && (
        <Combobox
          label={t('studies.addTrigger')}
          value={find}
          options={rows.map((r) => `${r.ref} ${r.title}`)}
          onChange={setFind}
          onPick={(text) => {
            const [ref = ''] = text.split(' ');
            setFind('');
            if (ref) onTake([...parts(field.value).filter((x) => x !== ref), ref].join(', '));
          }}
        />
      )}
    </div>
  );
}
