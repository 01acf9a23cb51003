import type { Undecided } from '../../backend';
import { asksOfWhole } from '../../editing';
import { formatAct, formatNumber, t } from '../../i18n';
import { Icon, RowList } from '../../ui';
import { apartWords, iconOf, isOpen, keyOf, short, shownText, titleOf } from './words';

type Row =
  | { kind: 'head'; key: string; title: string; count: number }
  | { kind: 'conflict'; key: string; conflict: Undecided };

// Kept as they are from one painting to the next, so that no row is measured twice.
const keyOfRow = (r: Row) => r.key;
const isHead = (r: Row) => r.kind === 'head';
const heightOf = (r: Row) => (r.kind === 'head' ? 40 : 72);

/** What waits, and what was decided, at the left. */
export function ConflictList({
  conflicts,
  selected,
  onSelect,
}: {
  conflicts: readonly Undecided[];
  selected: string | null;
  onSelect: (key: string) => void;
}) {
  const open = conflicts.filter(isOpen);
  const decided = conflicts.filter((c) => !isOpen(c));
  const toRow = (c: Undecided): Row => ({ kind: 'conflict', key: keyOf(c), conflict: c });
  const rows: Row[] = [
    { kind: 'head', key: 'open', title: t('conflicts.open'), count: open.length },
    ...open.map(toRow),
  ];
  if (decided.length > 0) {
    rows.push({
      kind: 'head',
      key: 'decided',
      title: t('conflicts.done'),
      count: decided.length,
    });
    rows.push(...decided.map(toRow));
  }
  return (
    <RowList
      label={t('conflicts.list')}
      items={rows}
      keyOf={keyOfRow}
      rowHeight={heightOf}
      isHeading={isHead}
      measure
      selected={selected}
      onSelect={onSelect}
      takeFocus
      renderRow={(r) =>
        r.kind === 'head' ? (
          <div className="row-group">
            <span className="h3">{r.title}</span>{' '}
            <span className="small ink-3 num">{formatNumber(r.count)}</span>
          </div>
        ) : (
          <ConflictRow conflict={r.conflict} />
        )
      }
    />
  );
}

function ConflictRow({ conflict: c }: { conflict: Undecided }) {
  const whole = asksOfWhole(c);
  const which = `${c.ref} ${whole ? c.where : c.title}`;
  const decided = isOpen(c)
    ? ''
    : c.apart
      ? t('conflicts.decidedApartAgain')
      : t('conflicts.decidedAs', {
          value: short(shownText(c, c.decision)),
          time: c.decided_at ? formatAct(c.decided_at) : '',
        });
  return (
    <div className="row-lines conflict-row">
      <Icon name={isOpen(c) ? iconOf(c) : 'check'} className={isOpen(c) ? '' : 'ok'} />
      <div className="grow">
        <div className={isOpen(c) ? 'strong' : 'ink-2'}>{titleOf(c)}</div>
        {/* Two passages of one section are told apart by where their versions differ. */}
        {isOpen(c) && c.form === 'text' && <div className="small ink-2">{apartWords(c)}</div>}
        {decided && <div className="small ink-2">{decided}</div>}
        <div className="meta">{which}</div>
      </div>
    </div>
  );
}
