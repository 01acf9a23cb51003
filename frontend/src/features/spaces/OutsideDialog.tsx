import type { SpaceState } from '../../backend';
import { t, tn } from '../../i18n';
import { ConfirmDialog } from '../../ui';

/** A way out of the program for the reviews of a space. */
export type Outside = 'mirror' | 'carry';

/** Says what is written outside of the program, and who can read it there, before a folder is chosen. */
export function OutsideDialog({
  kind,
  space,
  onChoose,
  onClose,
}: {
  kind: Outside;
  space: SpaceState;
  onChoose: () => void;
  onClose: () => void;
}) {
  const { name } = space;
  return (
    <ConfirmDialog
      title={t(kind === 'mirror' ? 'spaces.outside.mirror' : 'spaces.outside.carry', { name })}
      act={t('spaces.outside.choose')}
      keep={t('act.cancel')}
      destructive={false}
      onAct={onChoose}
      onKeep={onClose}
    >
      <div className="space-outside">
        <p>
          {kind === 'mirror'
            ? tn('spaces.outside.mirror.what', space.reviews)
            : tn('spaces.outside.carry.what', space.reviews)}
        </p>
        <p>{t(kind === 'mirror' ? 'spaces.outside.mirror.back' : 'spaces.outside.carry.back')}</p>
        <p>
          <strong>
            {t(kind === 'mirror' ? 'spaces.outside.mirror.who' : 'spaces.outside.carry.who')}
          </strong>{' '}
          {t('spaces.outside.private')}
        </p>
      </div>
    </ConfirmDialog>
  );
}
