import { t } from '../../../i18n';
import { Note } from '../../../ui';

/** Two people wrote what came of an exception: which words stay is not decided yet. */
export function OutcomeOpen({ inset }: { inset?: boolean }) {
  return (
    <Note tone="warn" inset={inset}>
      {t('exceptions.outcomeOpen')} <a href="#/conflicts">{t('area.conflicts')}</a>
    </Note>
  );
}
