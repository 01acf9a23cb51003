import { useState } from 'react';
import type { ImportChannel } from '../../backend';
import { formatNumber, t, tn } from '../../i18n';
import { Button, Dialog, TextField } from '../../ui';

/** How many channels one import takes; more are refused before any is read. */
const most = 200;

/** Asks which channels of a chat export are read; nothing of them has been. */
export function ChannelsDialog({
  list,
  onTake,
  onClose,
}: {
  list: readonly ImportChannel[];
  onTake: (names: readonly string[]) => void;
  onClose: () => void;
}) {
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const [words, setWords] = useState('');
  const fits = list.filter((c) => c.name.includes(words.trim().replace(/^#/, '').toLowerCase()));
  const all = fits.length > 0 && fits.every((c) => taken.has(c.name));
  function set(names: readonly string[], take: boolean) {
    const next = new Set(taken);
    for (const name of names)
      if (take) next.add(name);
      else next.delete(name);
    setTaken(next);
  }
  const off =
    taken.size === 0
      ? t('import.channels.none')
      : taken.size > most && t('import.channels.many', { most: formatNumber(most) });
  return (
    <Dialog title={t('import.channels.title')} onClose={onClose}>
      <p className="small ink-2">{t('import.channels.lead')}</p>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (!off) onTake([...taken]);
        }}
      >
        <TextField
          label={t('import.channels.filter')}
          hideLabel
          small
          icon="search"
          placeholder={t('import.channels.filter')}
          value={words}
          onChange={setWords}
          {...first}
        />
        <fieldset className="import-channels">
          <legend className="unseen">{t('import.channels.title')}</legend>
          <label>
            <input
              type="checkbox"
              checked={all}
              onChange={() =>
                set(
                  fits.map((c) => c.name),
                  !all,
                )
              }
            />
            <span className="grow">{tn('import.channels.all', fits.length)}</span>
          </label>
          {fits.map((c) => (
            <label key={c.name}>
              <input
                type="checkbox"
                checked={taken.has(c.name)}
                onChange={() => set([c.name], !taken.has(c.name))}
              />
              <span className="grow">#{c.name}</span>
              <span className="meta num">
                {t('import.channels.size', { size: formatNumber(Math.ceil(c.bytes / 1024)) })}
              </span>
            </label>
          ))}
        </fieldset>
        <div className="import-where">
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button className="safe" look="primary" type="submit" off={off}>
            {tn('import.channels.take', taken.size)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The keyboard begins in the filter. */
const first = { autoFocus: true };
