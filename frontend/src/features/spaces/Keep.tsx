import { t } from '../../i18n';

/** Whether the secret is kept beyond this run of the program. */
export function Keep({
  keep,
  onKeep,
  label = t('spaces.keep'),
}: {
  keep: boolean;
  onKeep: (keep: boolean) => void;
  /** What is kept, where it is no token. */
  label?: string | undefined;
}) {
  return (
    <label className="space-keep small">
      <input type="checkbox" checked={keep} onChange={(e) => onKeep(e.target.checked)} />
      <span>
        {label}
        <span className="meta">{t(keep ? 'spaces.keep.keyring' : 'spaces.keep.thisRun')}</span>
      </span>
    </label>
  );
}
