import { useQueryClient } from '@tanstack/react-query';
import {
  useBackend,
  useBackupState,
  useJob,
  useSetting,
  WireError,
  workspaceKeys,
  type BackupSaved,
  type BackupState,
} from '../../backend';
import { useCommands } from '../../commands';
import { saveEverything } from '../../editing';
import { formatDate, t, tAny, tn } from '../../i18n';
import { Button, ErrorNote, Note, Progress, Segment } from '../../ui';
import { SettingRow } from './SettingRow';
import { doingBackup, useRestore } from './useRestore';

/** One file with everything: made here, and restored from here. */
export function BackupGroup() {
  const backend = useBackend();
  const client = useQueryClient();
  const state = useBackupState();
  const making = useJob<BackupSaved>();
  const restore = useRestore();
  const [remind, setRemind] = useSetting('backup.remind', '30');
  const busy = (making.state === 'running' || restore.running) && t('backup.busy');
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
      run: () => restore.choose(),
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
        <Button icon="undo" keys="R" off={busy} onClick={() => restore.choose()}>
          {t('backup.restore')}
        </Button>
      </SettingRow>
      {restore.shown}
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
        <Progress
          label={doingBackup(job.label)}
          done={job.done}
          total={job.total}
          onStop={job.stop}
        />
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
