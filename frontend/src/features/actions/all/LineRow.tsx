import type { ActionLine, Strength } from '../../../backend';
import { dueWords, t } from '../../../i18n';
import { Icon } from '../../../ui';
import { ActionRow } from '../ActionRow';
import type { MissingPart } from '../states';

/** The role that owns an action; one who is known by name alone stays unnamed here. */
export const ownerOf = (a: ActionLine) =>
  a.owner_role || (a.missing.includes('owner') ? '' : t('report.owner.unnamed'));

/** An action among those of other reviews. */
export function LineRow({ action: a, wide }: { action: ActionLine; wide: boolean }) {
  const asks = a.status === 'idea' || a.status === 'declined';
  return (
    <ActionRow
      wide={wide}
      of={a.review}
      missing={asks ? [] : (a.missing as MissingPart[])}
      action={{
        title: a.title,
        owner: ownerOf(a),
        due: a.due,
        overdue_days: a.overdue_days,
        measure: a.proof,
        status: a.status,
        strength: a.strength as Strength,
      }}
      when={
        a.status === 'done' && a.look_on
          ? t('actions.all.proofFrom', { day: dueWords(a.look_on, 'medium') })
          : undefined
      }
      mark={
        a.undecided && (
          <span className="meta warn line">
            <Icon name="exchange" />
            {t('report.undecided')}
          </span>
        )
      }
    />
  );
}
