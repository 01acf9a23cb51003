import type { AuditPackSaved, Job } from '../../../backend';
import { t, tAny, tn } from '../../../i18n';
import { Button, ErrorNote, Icon, Progress } from '../../../ui';

/** An evidence pack on its way, and what is in it once it is written. */
export function PackMade({ job, onClose }: { job: Job<AuditPackSaved>; onClose: () => void }) {
  if (job.state === 'idle') return null;
  if (job.state === 'running') {
    // Until a place is chosen nothing is made yet.
    if (!job.id) return null;
    return (
      <div className="audit-verdict">
        <Progress label={t('audit.packing')} done={job.done} total={job.total} onStop={job.stop} />
      </div>
    );
  }
  const close = (
    <Button look="quiet" size="small" icon="close" onClick={onClose}>
      {t('act.close')}
    </Button>
  );
  if (job.error || !job.result) {
    return (
      <ErrorNote
        title={t('audit.cannotPack')}
        text={job.error ? tAny(job.error.key, job.error.params) : ''}
      >
        {close}
      </ErrorNote>
    );
  }
  const { path, entries, leftOut } = job.result;
  return (
    <section className="audit-verdict" aria-label={t('audit.pack')}>
      <div className="audit-verdict-head" role="status">
        <Icon name="takeOut" />
        <h2 className="h3 grow">{t('audit.saved', { path })}</h2>
        {close}
      </div>
      <p className="meta">{tn('audit.count', entries)}</p>
      <ul>
        {leftOut.map((m) => (
          <li key={JSON.stringify(m)} className="meta">
            {tAny(m.key, m.params ?? {})}
          </li>
        ))}
      </ul>
    </section>
  );
}
