import type { Action } from '../../backend';
import { dueWords, isDay, t, tn } from '../../i18n';
import { Icon } from '../../ui';

/** "2 days over", as of today; nothing while there is time or nothing left to do. */
export function Overdue({ action }: { action: Pick<Action, 'overdue_days'> }) {
  const days = action.overdue_days ?? 0;
  if (days === 0) return null;
  return (
    <span className="action-overdue small num">
      <Icon name="warn" />
      {tn('report.overdue', days)}
    </span>
  );
}

/** The day of an action; one that no calendar has stands as it was written, with a sign. */
export function Due({ action, long = false }: { action: Pick<Action, 'due'>; long?: boolean }) {
  if (!action.due) return '—';
  if (isDay(action.due)) return dueWords(action.due, long ? 'long' : 'medium');
  return (
    <span className="action-odd">
      {action.due}
      <span className="action-overdue small">
        <Icon name="warn" />
        {t('actions.dueOdd')}
      </span>
    </span>
  );
}
