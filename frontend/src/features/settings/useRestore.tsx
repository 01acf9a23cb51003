import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  parseError,
  resetSaveState,
  useBackend,
  useJob,
  WireError,
  type BackupLook,
  type BackupRestored,
} from '../../backend';
import { saveEverything } from '../../editing';
import { formatDate, t, tAny, tn } from '../../i18n';
import { ErrorNote, Note, Progress } from '../../ui';
import { RestoreDialog } from './RestoreDialog';

/**
 * Restoring a backup: choosing the file, asking, and telling how far it is and what
 * became of it. Stands in Settings, and where the workspace cannot be opened.
 */
export function useRestore(): {
  choose: () => void;
  running: boolean;
  /** What it became; null before. */
  result: BackupRestored | null;
  /** The question, the progress and the account, to stand where they are asked for. */
  shown: ReactNode;
} {
  const backend = useBackend();
  const client = useQueryClient();
  const job = useJob<BackupRestored>();
  const [look, setLook] = useState<BackupLook | null>(null);
  const [wrong, setWrong] = useState<WireError | null>(null);

  async function choose() {
    setWrong(null);
    job.reset();
    try {
      const found = await backend.backups.choose();
      if (found.path) setLook(found);
    } catch (e) {
      setWrong(parseError(e));
    }
  }

  function restore(path: string) {
    setLook(null);
    job.start(
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

  return {
    choose: () => void choose(),
    running: job.state === 'running',
    result: job.result,
    shown: (
      <>
        {wrong && <ErrorNote title={t('backup.cannotUse')} text={tAny(wrong.key, wrong.params)} />}
        <Restored job={job} />
        {look && <RestoreDialog look={look} onRestore={restore} onKeep={() => setLook(null)} />}
      </>
    ),
  };
}

function Restored({ job }: { job: ReturnType<typeof useJob<BackupRestored>> }) {
  if (job.state === 'running')
    return (
      <div className="settings-job">
        <Progress
          label={doingBackup(job.label)}
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

/** What a backup or a restoration is doing, in words. */
export const doingBackup = (step: string) =>
  step ? tAny(`backup.doing.${step}`) : t('backup.doing.copying');
