import { t } from '../../i18n';

/** Whether the token is kept beyond this run of the program. */
export function Keep({ keep, onKeep }: { keep: boolean; onKeep: (keep: boolean) => void }) {
  return (
    <label className="space-keep small">
      <input type="checkbox" checked={keep} onChange={(e) => onKeep(e.target.checked)} />
      <span>
        {t('spaces.keep')}
        <span className="meta">{t(keep ? 'spaces.keep.keyring' : 'spaces.keep.thisRun')}</span>
      </span>
    </label>
  );
}
