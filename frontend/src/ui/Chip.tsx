import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons';

export type ChipTone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad' | 'info';

/** A fact in two words; never a button. Colour always comes with a sign or the word itself. */
export function Chip({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: ChipTone | undefined;
  icon?: IconName | undefined;
  children: ReactNode;
}) {
  return (
    <span className={`chip ${tone === 'neutral' ? '' : `chip-${tone}`}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

/** SEV1 to SEV5 in its weight; `none` is the word for "nobody has said yet". */
export function SeverityChip({ severity, none }: { severity: string; none?: string | undefined }) {
  const step = /^SEV([1-5])$/.exec(severity)?.[1];
  if (!step) return none ? <span className="severity severity-none">{none}</span> : null;
  return <span className={`severity severity-${step}`}>{severity}</span>;
}
