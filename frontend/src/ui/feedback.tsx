import type { ReactNode } from 'react';
import { formatNumber, t } from '../i18n';
import { Button } from './Button';
import { Icon, type IconName } from './icons';

/** Count of count with a bar and the way to stop. A total of 0 means "not known yet". */
export function Progress({
  label,
  done,
  total,
  parts = false,
  onStop,
  stop,
}: {
  label: string;
  done: number;
  total: number;
  /** They are the parts in which something goes or comes. */
  parts?: boolean | undefined;
  onStop?: (() => void) | undefined;
  /** What its button says. */
  stop?: string | undefined;
}) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div>
      <div className="progress-head">
        <span className="grow">{label}</span>
        <span className="ink-2 num">
          {total > 0
            ? t(parts ? 'progress.parts' : 'progress.of', {
                done: formatNumber(done),
                total: formatNumber(total),
              })
            : done > 0 && formatNumber(done)}
        </span>
        {onStop && (
          <Button look="quiet" size="small" onClick={onStop}>
            {stop ?? t('act.stop')}
          </Button>
        )}
      </div>
      <div
        className="meter"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuenow={done}
        {...(total > 0 ? { 'aria-valuemax': total } : {})}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

/** What will be here, the one next step, and a look at the sample. */
export function EmptyState({
  title,
  lead,
  acts,
  children,
}: {
  title: string;
  lead: string;
  acts?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      <div className="empty-body">
        <h2 className="empty-title">{title}</h2>
        <p className="empty-lead">{lead}</p>
        {acts && <div className="empty-acts">{acts}</div>}
        {children}
      </div>
    </div>
  );
}

/** An error at its place: what happened, what was kept, what to do. Never a stack trace. */
export function ErrorNote({
  title,
  text,
  retry,
  children,
}: {
  title: string;
  text?: string | undefined;
  retry?: (() => void) | undefined;
  children?: ReactNode;
}) {
  return (
    <div className="error-note" role="alert">
      <Icon name="warn" />
      <div>
        <h2 className="h3">{title}</h2>
        {text && <p className="small ink-2">{text}</p>}
        <div className="error-note-acts">
          {retry && <Button onClick={retry}>{t('act.tryAgain')}</Button>}
          {children}
        </div>
      </div>
    </div>
  );
}

const noteIcons: Record<'plain' | 'warn' | 'info', IconName> = {
  plain: 'info',
  warn: 'warn',
  info: 'info',
};

/** A sentence that stands beside the work: across a screen, or inset in a pane. */
export function Note({
  tone = 'plain',
  icon,
  inset,
  children,
  acts,
}: {
  tone?: 'plain' | 'warn' | 'info' | undefined;
  icon?: IconName | undefined;
  inset?: boolean | undefined;
  children: ReactNode;
  acts?: ReactNode;
}) {
  return (
    <div
      className={`note ${tone === 'plain' ? '' : `note-${tone}`} ${inset ? 'inset' : ''}`}
      role="note"
    >
      <Icon name={icon ?? noteIcons[tone]} />
      <div className="grow">{children}</div>
      {acts}
    </div>
  );
}
