import type { BackupLook } from '../../backend';
import { formatMoment, t, tn } from '../../i18n';
import { ConfirmDialog } from '../../ui';

/** Says what a backup holds and what becomes of what is here, before anything happens. */
export function RestoreDialog({
  look,
  onRestore,
  onKeep,
}: {
  look: BackupLook;
  onRestore: (path: string) => void;
  onKeep: () => void;
}) {
  return (
    <ConfirmDialog
      title={t('backup.ask', { name: look.name })}
      act={look.over ? t('backup.act.over') : t('backup.act')}
      keep={look.over ? t('backup.keep.over') : t('backup.keep')}
      destructive={look.over}
      onAct={() => onRestore(look.path)}
      onKeep={onKeep}
    >
      <p>{t('backup.holds', { at: formatMoment(look.madeAt), program: look.program })}</p>
      <p>
        {[tn('backup.records', look.records), tn('backup.pictures', look.pictures)].join(' · ')}
        {look.spaces.length > 0 &&
          ` · ${t('backup.holdsSpaces', { names: look.spaces.join(', ') })}`}
      </p>
      <p>{look.over ? t('backup.ask.over') : t('backup.ask.new')}</p>
    </ConfirmDialog>
  );
}
