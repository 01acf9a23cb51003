import type { Undecided } from '../../backend';
import { asksOfWhole } from '../../editing';
import { formatAct, formatNumber, t } from '../../i18n';
import { Icon, RowList } from '../../ui';
import { iconOf, isOpen, keyOf, short, shownText, titleOf } from './words';

type Row =
  | { kind: 'head'; key: string; title: string; count: number }
  | { kind: 'conflict'; key: string; conflict: Undecided };

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
      keyOf={(r) => r.key}
      rowHeight={(r) => (r.kind === 'head' ? 40 : 52)}
      isHeading={(r) => r.kind === 'head'}
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
  const under = isOpen(c)
    ? // Two passages of one section are told apart by their words.
      c.form === 'text'
      ? `“${short(shownText(c, c.shown[0]?.text ?? ''))}” · ${c.title}`
      : `${c.ref} ${whole ? c.where : c.title}`
    : c.apart
      ? t('conflicts.decidedApartAgain')
      : t('conflicts.decidedAs', {
          value: short(shownText(c, c.decision)),
          time: c.decided_at ? formatAct(c.decided_at) : '',
        });
  return (
    <div className="row-lines">
      <Icon name={isOpen(c) ? iconOf(c) : 'check'} className={isOpen(c) ? '' : 'ok'} />
      <div className="grow">
        <div className={`clip ${isOpen(c) ? 'strong' : 'ink-2'}`}>{titleOf(c)}</div>
        <div className="meta clip">{under}</div>
      </div>
    </div>
  );
}
