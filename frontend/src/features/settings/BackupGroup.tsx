import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  parseError,
  resetSaveState,
  useBackend,
  useBackupState,
  useJob,
  useSetting,
  WireError,
  workspaceKeys,
  type BackupLook,
  type BackupRestored,
  type BackupSaved,
  type BackupState,
} from '../../backend';
import { useCommands } from '../../commands';
import { saveEverything } from '../../editing';
import { formatDate, t, tAny, tn } from '../../i18n';
import { Button, ErrorNote, Note, Progress, Segment } from '../../ui';
import { RestoreDialog } from './RestoreDialog';
import { SettingRow } from './SettingRow';

/** One file with everything: made here, and restored from here. */
export function BackupGroup() {
  const backend = useBackend();
  const client = useQueryClient();
  const state = useBackupState();
  const making = useJob<BackupSaved>();
  const restoring = useJob<BackupRestored>();
  const [look, setLook] = useState<BackupLook | null>(null);
  const [wrong, setWrong] = useState<WireError | null>(null);
  const [remind, setRemind] = useSetting('backup.remind', '30');
  const busy = (making.state === 'running' || restoring.state === 'running') && t('backup.busy');
  const off = state.data?.sample ? t('backup.sample') : busy;

  const make = () =>
    making.start(
      async () => {
        if (!(await saveEverything())) throw new WireError('conflict', 'workspace.unsavedTexts');
        const id = await backend.backups.make();
        // The person closed the dialog: nothing was begun.
        if (!id) throw new WireError('cancelled', 'backup.stopped');
        return id;
      },
      async (id) => {
        const saved = await backend.backups.makeResult(id);
        await client.invalidateQueries({ queryKey: workspaceKeys.backups() });
        return saved;
      },
    );

  async function choose() {
    setWrong(null);
    restoring.reset();
    try {
      const found = await backend.backups.choose();
      if (found.path) setLook(found);
    } catch (e) {
      setWrong(parseError(e));
    }
  }

  function restore(path: string) {
    setLook(null);
    restoring.start(
      async () => {
        if (!(await saveEverything())) throw new WireError('conflict', 'workspace.unsavedTexts');
        return backend.backups.restore(path);
      },
      async (id) => {
        const done = await backend.backups.restoreResult(id);
        // Every answer was of another workspace. This screen stays, to tell what became of it.
        resetSaveState();
        client.removeQueries({ type: 'inactive' });
        await client.invalidateQueries();
        return done;
      },
    );
  }

  useCommands('screen', [
    {
      id: 'backup.make',
      title: 'backup.make',
      keys: ['b'],
      icon: 'takeOut',
      group: 'file',
      when: (ctx) => !ctx.inField && !off,
      run: make,
    },
    {
      id: 'backup.restore',
      title: 'backup.restore',
      keys: ['r'],
      icon: 'undo',
      group: 'file',
      when: (ctx) => !ctx.inField && !busy,
      run: () => void choose(),
    },
  ]);

  return (
    <section className="settings-group" aria-labelledby="settings-backup">
      <h2 className="h2" id="settings-backup">
        {t('backup.title')}
      </h2>
      <SettingRow
        label={state.data ? lastWords(state.data) : t('backup.title')}
        help={t('backup.what')}
      >
        <Button icon="takeOut" keys="B" off={off} onClick={make}>
          {t('backup.make')}
        </Button>
      </SettingRow>
      <Made job={making} />
      <SettingRow label={t('backup.remind')} help={t('backup.remind.help')}>
        <Segment
          label={t('backup.remind')}
          value={remind}
          onChange={setRemind}
          options={[
            { value: '0', label: t('backup.remind.never') },
            { value: '7', label: t('backup.remind.week') },
            { value: '30', label: t('backup.remind.month') },
          ]}
        />
      </SettingRow>
      <SettingRow label={t('backup.move')} help={t('backup.move.help')}>
        <Button icon="undo" keys="R" off={busy} onClick={() => void choose()}>
          {t('backup.restore')}
        </Button>
      </SettingRow>
      {wrong && <ErrorNote title={t('backup.cannotUse')} text={tAny(wrong.key, wrong.params)} />}
      <RestoredNote job={restoring} />
      {look && <RestoreDialog look={look} onRestore={restore} onKeep={() => setLook(null)} />}
    </section>
  );
}

/** When the last backup was made, in words. */
export function lastWords(s: BackupState): string {
  if (!s.at) return t('backup.never');
  if (s.days === 0) return t('backup.lastToday');
  return tn('backup.last', s.days, { day: formatDate(s.at) });
}

function Made({ job }: { job: ReturnType<typeof useJob<BackupSaved>> }) {
  if (job.state === 'running' && job.id)
    return (
      <div className="settings-job">
        <Progress label={doing(job.label)} done={job.done} total={job.total} onStop={job.stop} />
      </div>
    );
  if (job.error)
    return <ErrorNote title={t('backup.cannot')} text={tAny(job.error.key, job.error.params)} />;
  if (!job.result) return null;
  const { path, size, records, pictures, spaces } = job.result;
  return (
    <Note inset tone="info">
      <div role="status">
        <p>{t('backup.made', { path, size })}</p>
        <p className="small ink-2">
          {[
            tn('backup.records', records),
            tn('backup.pictures', pictures),
            tn('backup.spaces', spaces),
          ].join(' · ')}
          . {t('backup.without')}
        </p>
      </div>
    </Note>
  );
}

function RestoredNote({ job }: { job: ReturnType<typeof useJob<BackupRestored>> }) {
  if (job.state === 'running')
    return (
      <div className="settings-job">
        <Progress
          label={doing(job.label)}
          done={job.done}
          total={job.total}
          onStop={job.id ? job.stop : undefined}
        />
      </div>
    );
  if (job.error)
    return (
      <ErrorNote title={t('backup.cannotRestore')} text={tAny(job.error.key, job.error.params)} />
    );
  if (!job.result) return null;
  const { madeAt, records, before, aside } = job.result;
  return (
    <Note inset tone="info">
      <div role="status">
        <p>{tn('backup.restored', records, { day: formatDate(madeAt) })}</p>
        {before && (
          <p className="small settings-told">{t('backup.kept_before', { path: before })}</p>
        )}
        {aside && <p className="small settings-told">{t('backup.kept_aside', { path: aside })}</p>}
        <p className="small ink-2">{t('backup.sign_in_again')}</p>
      </div>
    </Note>
  );
}

const doing = (step: string) => (step ? tAny(`backup.doing.${step}`) : t('backup.doing.copying'));
