import { useEffect, useRef } from 'react';
import { useWorkspaceInfo, type Message } from '../backend';
import { useCommandContext, useCommands } from '../commands';
import { useSwitchWorkspace } from '../editing';
import { useRestore } from '../features/settings';
import { t, tAny } from '../i18n';
import { Bar, Button, dismissTopic, EmptyState } from '../ui';

/**
 * Stands in place of every screen that needs a workspace while none could be opened:
 * why, and the ways on. After a restoration it stays until the person has read what
 * became of it.
 */
export function WorkspaceTrouble({ onDone }: { onDone: () => void }) {
  useCommandContext({ review: null, selection: null });
  const info = useWorkspaceInfo();
  const change = useSwitchWorkspace();
  const restore = useRestore();
  const open = info.data !== undefined && info.data.home !== '';
  const telling = restore.running || restore.result !== null;
  useEffect(() => {
    if (open && !telling) onDone();
  }, [open, telling, onDone]);

  // What was pressed is gone: the key goes on to the one way that is left.
  const goOn = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    goOn.current?.focus();
    dismissTopic('workspace');
  }, [open]);

  const busy =
    (restore.running && t('backup.busy')) || (change.isPending && t('settings.workspace.changing'));
  const acts = [
    { id: 'workspace.again', keys: 'a', run: () => change.mutate('own') },
    { id: 'workspace.restore', keys: 'r', run: restore.choose },
    { id: 'workspace.elsewhere', keys: 'o', run: () => change.mutate('folder') },
    { id: 'workspace.sample', keys: 's', run: () => change.mutate('sample') },
  ] as const;
  useCommands(
    'screen',
    acts.map(({ id, keys, run }) => ({
      id,
      title: id,
      keys: [keys],
      group: 'file',
      when: (ctx) => !ctx.inField && !busy && !open,
      run,
    })),
  );

  const problem = info.data?.problem;
  return (
    <div className="screen">
      <Bar title={<h1 className="h1">{t('settings.workspace')}</h1>} />
      {open ? (
        <EmptyState
          title={t('workspace.openAgain')}
          lead={t('workspace.openAgain.lead')}
          acts={
            <Button look="primary" onClick={onDone} ref={goOn}>
              {t('workspace.goOn')}
            </Button>
          }
        >
          <div className="trouble-told">{restore.shown}</div>
        </EmptyState>
      ) : (
        <EmptyState
          title={t('settings.workspace.cannot')}
          lead={problem ? sentence(problem) : ''}
          acts={acts.map(({ id, keys, run }) => (
            <Button
              key={id}
              look={id === 'workspace.restore' ? 'primary' : 'plain'}
              keys={keys.toUpperCase()}
              off={busy}
              onClick={run}
            >
              {t(id)}
            </Button>
          ))}
        >
          <div className="trouble-told">
            <p className="small ink-2">{t('workspace.ways')}</p>
            {restore.shown}
          </div>
        </EmptyState>
      )}
    </div>
  );
}

const sentence = (m: Message) => tAny(m.key, m.params ?? {});
