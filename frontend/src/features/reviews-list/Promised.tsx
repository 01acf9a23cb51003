import type { PromiseTold } from '../../backend';
import { formatDate, formatMinutes, t } from '../../i18n';
import { Icon, Tooltip } from '../../ui';

/**
 * Whether the clock runs towards a time: it says none before the resolution is known, and once
 * the review was held it stands still.
 */
export const isTimed = (promise: PromiseTold) => promise.due !== '' && promise.held === '';

/** The clock of a review in one line: how long is left, or since when it is over. */
export function Promised({ promise: p }: { promise: PromiseTold }) {
  if (p.state === 'unresolved') return null;
  if (p.state === 'held' || p.held !== '') return <HeldOn promise={p} />;
  const over = p.state === 'over';
  const words =
    p.state === 'unknown'
      ? t('promise.unknown')
      : t(over ? 'promise.over_by' : 'promise.left', { length: formatMinutes(Math.abs(p.left)) });
  return (
    <Tooltip text={detail(p)}>
      <span className={`small line num ${over ? 'warn' : 'ink-2'}`}>
        <Icon name={over ? 'warn' : 'clock'} />
        <span>{words}</span>
      </span>
    </Tooltip>
  );
}

/** A review that was held: when, and whether that was in time where that can be told. */
function HeldOn({ promise: p }: { promise: PromiseTold }) {
  const day = formatDate(p.held, 'day');
  const length = formatMinutes(Math.abs(p.left));
  const late = p.state === 'held' && p.due !== '' && p.left < 0;
  return (
    <Tooltip text={detail(p)}>
      <span className={`small line num ${late ? 'warn' : 'ink-2'}`}>
        <Icon name={late ? 'warn' : 'check'} />
        <span>
          {late ? t('promise.held_late', { day, length }) : t('promise.held_on', { day })}
        </span>
      </span>
    </Tooltip>
  );
}

/** Everything the clock knows: limit, business time, and the rule it comes from. */
export function detail(p: PromiseTold): string {
  return [
    p.limit === '' ? '' : t('promise.limit_is', { limit: p.limit }),
    p.why,
    p.business === null || p.due === '' || p.why !== ''
      ? ''
      : t('promise.in_business', {
          length: `${p.business < 0 ? '−' : ''}${formatMinutes(Math.abs(p.business))}`,
        }),
    p.exact ? '' : t('promise.from_day'),
    ofRule(p),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Without a limit nobody can say which rule holds, and `why` has said so. */
function ofRule(p: PromiseTold): string {
  if (p.limit === '') return '';
  return p.rule === ''
    ? t('promise.shipped')
    : t('promise.rule', { ref: p.rule, number: String(p.number) });
}
