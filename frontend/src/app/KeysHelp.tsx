import { useState } from 'react';
import { commandGroups, useAvailableCommands, type Command } from '../commands';
import { t, tAny } from '../i18n';
import { Dialog, Keys, TextField } from '../ui';
import { matchWords } from './matching';

/** The keys of this screen, made from the commands that are active on it. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState('');
  const commands = heard(useAvailableCommands());
  const shown = commands.filter(
    (c) =>
      c.keys?.length &&
      (matchWords(t(c.title, c.params), query) !== null ||
        c.keys.some((k) => matchWords(k, query) !== null)),
  );
  const groups = commandGroups
    .map((group) => ({ group, rows: merge(shown.filter((c) => c.group === group)) }))
    .filter((g) => g.rows.length > 0);

  return (
    <Dialog title={t('keys.title')} className="keys-help" onClose={onClose} bare>
      <div className="keys-head">
        <h2 className="h2">{t('keys.title')}</h2>
        <span className="small ink-3 grow">{t('keys.lead')}</span>
        <TextField
          label={t('keys.find')}
          hideLabel
          small
          icon="search"
          placeholder={t('keys.find')}
          value={query}
          onChange={setQuery}
        />
        <Keys keys="Escape" />
      </div>
      {/* A long list without controls must scroll with the keyboard too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="keys-body" tabIndex={0} role="region" aria-label={t('keys.title')}>
        {groups.length === 0 && <p className="small ink-3">{t('keys.none')}</p>}
        {groups.map(({ group, rows }) => (
          <section key={group} className="keys-group">
            <h3 className="h3">{tAny(`keys.group.${group}`)}</h3>
            <dl>
              {rows.map((r) => (
                <div key={r.title} className="keys-row">
                  <dt>
                    {r.keys.map((k) => (
                      <Keys key={k} keys={k} />
                    ))}
                    <span className="unseen">{r.keys.join(', ')}</span>
                  </dt>
                  <dd>{r.title}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** The commands with the keys they hear: of two that want one, the inner has it. */
function heard(commands: readonly Command[]): Command[] {
  const taken = new Set<string>();
  return commands.map((c) => {
    const keys = (c.keys ?? []).filter((k) => !taken.has(k));
    for (const k of keys) taken.add(k);
    return { ...c, keys };
  });
}

/** Commands with the same words stand in one row with all their keys. */
function merge(commands: readonly Command[]): { title: string; keys: string[] }[] {
  const rows = new Map<string, string[]>();
  for (const c of commands) {
    const title = t(c.title, c.params);
    const first = c.keys?.[0];
    if (first) rows.set(title, [...(rows.get(title) ?? []), first]);
  }
  return [...rows].map(([title, keys]) => ({ title, keys }));
}
