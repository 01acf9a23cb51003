import type { ReactNode } from 'react';
import { formatNumber, t } from '../i18n';
import { Button } from './Button';
import { Icon, type IconName } from './icons';
import { Keys } from './Kbd';
import { Steady } from './Steady';

/** The top bar of a screen: its title and what stands beside it, acts at the right. */
export function Bar({
  title,
  children,
  acts,
  tight,
}: {
  title: ReactNode;
  children?: ReactNode;
  acts?: ReactNode;
  /** In a room: in line with its panes. */
  tight?: boolean | undefined;
}) {
  return (
    <header className={`bar ${tight ? 'tight' : ''}`}>
      {title}
      {children}
      {acts && <div className="bar-acts">{acts}</div>}
    </header>
  );
}

export type Step = { id: string; label: string; href: string; count?: number | undefined };

/** The path through a review: links with an underline under the present one. */
export function Steps({
  label,
  steps,
  current,
}: {
  label: string;
  steps: readonly Step[];
  current: string;
}) {
  return (
    <nav className="steps" aria-label={label}>
      {steps.map((s) => (
        <a
          key={s.id}
          className="step"
          href={s.href}
          aria-current={s.id === current ? 'page' : undefined}
        >
          <Steady text={s.label} />{' '}
          {s.count !== undefined && <span className="step-count">{formatNumber(s.count)}</span>}
        </a>
      ))}
    </nav>
  );
}

export type StatusPart = { icon: IconName; text: string; tone?: 'ok' | 'warn' | undefined };

/** Saved, where everything lies, and the way to the keys; across the whole window. */
export function StatusLine({
  parts,
  pendingKeys,
  onKeys,
}: {
  parts: readonly StatusPart[];
  /** The beginning of a key sequence that waits for its next key. */
  pendingKeys?: string | undefined;
  onKeys: () => void;
}) {
  return (
    <footer className="status">
      {parts.map((p) => (
        <span className="status-part" key={p.icon + p.text}>
          <Icon name={p.icon} className={p.tone ?? ''} />
          {p.text}
        </span>
      ))}
      <button type="button" className="status-part status-keys" onClick={onKeys}>
        <Keys keys={pendingKeys ? pendingKeys : '?'} />
        {pendingKeys ? t('status.nextKey') : t('status.keys')}
      </button>
    </footer>
  );
}

/** The head of a pane: its name, and acts at the right. */
export function PaneHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="pane-head">
      <h2 className="h3">{title}</h2>
      {children}
    </div>
  );
}

/** One section of an inspector; a hairline divides it from the one above. */
export function Section({
  title,
  aside,
  children,
}: {
  title?: string | undefined;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="sec">
      {title && (
        <div className="sec-head">
          <h3 className="label grow">{title}</h3>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** Label and value, no boxes. */
export function Props({ rows }: { rows: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="props">
      {rows.map((r) => (
        <div key={r.label} style={{ display: 'contents' }}>
          <dt>{r.label}</dt>
          <dd>{r.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The edge of a hidden pane, with the button that brings it back as a sheet. */
export function SheetEdge({
  side,
  label,
  open,
  onOpen,
}: {
  side: 'left' | 'right';
  label: string;
  open: boolean;
  onOpen: () => void;
}) {
  return (
    <div className={`sheet-edge ${side}`}>
      {!open && (
        <Button
          className={`sheet-open ${side}`}
          look="quiet"
          size="small"
          icon={side === 'left' ? 'chevronRight' : 'arrowLeft'}
          aria-label={label}
          onClick={onOpen}
        />
      )}
    </div>
  );
}
