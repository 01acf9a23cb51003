import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useBackend, useRoster } from '../../backend';
import { sentenceOf } from '../../editing';
import { t } from '../../i18n';
import { Button, Dialog, IconButton, TextField } from '../../ui';

/** The names that are looked for beside those the reviews know. */
export function RosterDialog({ onClose }: { onClose: () => void }) {
  const backend = useBackend();
  const client = useQueryClient();
  const roster = useRoster();
  const [name, setName] = useState('');
  const [role, setRole] = useState('');
  const [wrong, setWrong] = useState('');
  const change = async (act: () => Promise<unknown>) => {
    try {
      await act();
      setWrong('');
    } catch (e) {
      setWrong(sentenceOf(e));
      return false;
    }
    // Another name may hold other reviews back.
    await Promise.all([roster.refetch(), client.invalidateQueries({ queryKey: ['reviews'] })]);
    return true;
  };
  const add = async () => {
    if (await change(() => backend.spaces.listName(name, role))) {
      setName('');
      setRole('');
    }
  };
  const list = roster.data ?? [];
  return (
    <Dialog title={t('leaks.roster')} className="space-dialog" onClose={onClose}>
      <p className="small ink-2">{t('leaks.roster.text')}</p>
      <form
        className="roster-add"
        onSubmit={(e) => {
          e.preventDefault();
          void add();
        }}
      >
        <TextField
          label={t('leaks.roster.name')}
          value={name}
          onChange={setName}
          maxLength={120}
          wrong={wrong || undefined}
        />
        <TextField
          label={t('leaks.roster.role')}
          value={role}
          onChange={setRole}
          maxLength={120}
          placeholder={t('leaks.with.hint')}
        />
        <Button type="submit">{t('leaks.roster.add')}</Button>
      </form>
      <ul className="roster" aria-label={t('leaks.roster')}>
        {list.map((p) => (
          <li key={p.name} className="space-line">
            <span className="grow">
              {p.name} <span className="meta">{p.role}</span>
            </span>
            <IconButton
              icon="close"
              label={t('leaks.roster.remove', { name: p.name })}
              onClick={() => void change(() => backend.spaces.unlistName(p.name))}
            />
          </li>
        ))}
      </ul>
      {list.length === 0 && <p className="meta">{t('leaks.roster.none')}</p>}
      <div className="space-dialog-acts">
        <Button className="safe" look="primary" onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}
