import type { Action } from '../../backend';
import { tn } from '../../i18n';
import { Icon } from '../../ui';

/** "2 days over", as of today; nothing while there is time or nothing left to do. */
export function Overdue({ action }: { action: Action }) {
  const days = action.overdue_days ?? 0;
  if (days === 0) return null;
  return (
    <span className="action-overdue small num">
      <Icon name="warn" />
      {tn('report.overdue', days)}
    </span>
  );
}
