import { t } from '../../i18n';

/** Whether the token is kept beyond this run of the program. */
export function Keep({
  keep,
  onKeep,
  ofKey = false,
}: {
  keep: boolean;
  onKeep: (keep: boolean) => void;
  /** The passphrase of a key, and no token. */
  ofKey?: boolean;
}) {
  return (
    <label className="space-keep small">
      <input type="checkbox" checked={keep} onChange={(e) => onKeep(e.target.checked)} />
      <span>
        {t(ofKey ? 'spaces.keepKey' : 'spaces.keep')}
        <span className="meta">{t(keep ? 'spaces.keep.keyring' : 'spaces.keep.thisRun')}</span>
      </span>
    </label>
  );
}
