import type { ReactNode } from 'react';
import type { Action, Strength } from '../../backend';
import { formatList, t, tValue } from '../../i18n';
import { Icon, StrengthBars } from '../../ui';
import { Due, Overdue } from './Overdue';
import { stateIcon, type MissingPart } from './states';

/** What a row shows of an action. */
export type RowOfAction = Pick<
  Action,
  'title' | 'owner' | 'due' | 'measure' | 'criterion' | 'overdue_days'
> & { status: string; strength?: Strength | undefined };

/** One action: state, words, what it is measured by, strength, owner, date. */
export function ActionRow({
  action,
  missing,
  wide,
  mark,
  when,
  of,
}: {
  action: RowOfAction;
  /** What a commitment still lacks. */
  missing: readonly MissingPart[];
  wide: boolean;
  /** What stands beside the words: that a value is undecided. */
  mark?: ReactNode;
  /** Stands for the date. */
  when?: ReactNode;
  /** The review it is of, where the list has those of several; a column of a wide window. */
  of?: string | undefined;
}) {
  const title = (
    <div className={`strong clip ${action.status === 'declined' ? 'ink-3' : ''}`}>
      {action.title || t('actions.untitled')}
    </div>
  );
  // Under the words where the window is narrow, a column beside them where it is wide.
  const quiet = wide ? 'small ink-2 action-proof' : 'meta';
  const proof = action.measure || action.criterion;
  const sub = proof ? (
    <div className={quiet}>{proof}</div>
  ) : missing.length > 0 ? (
    <div className={quiet}>
      {t('actions.missing', { parts: formatList(missing.map((m) => t(`actions.no.${m}`))) })}
    </div>
  ) : null;
  return (
    <div className={`action-row ${wide ? 'wide' : ''} ${of === undefined ? '' : 'of-many'}`}>
      <Icon
        name={stateIcon(action.status)}
        label={tValue('action', action.status)}
        className={`action-sign ${action.status}`}
      />
      <div className="action-words">
        {title}
        {mark}
        {!wide && sub}
      </div>
      {wide && (sub ?? <span />)}
      {wide && <span className="small ink-2 clip">{tValue('action', action.status)}</span>}
      <span className="action-strength-sign">
        {action.strength && (
          <StrengthBars
            strength={action.strength}
            label={t('actions.strengthIs', { strength: tValue('strength', action.strength) })}
          />
        )}
      </span>
      {action.owner ? (
        <span className="small ink-2 action-owner">{action.owner}</span>
      ) : (
        <span className="small ink-3 action-owner">{t('actions.nobody')}</span>
      )}
      <span className="small num action-due">
        {when ?? <Due action={action} />}
        <Overdue action={action} />
      </span>
      {wide && of !== undefined && <span className="mono meta">{of}</span>}
    </div>
  );
}
