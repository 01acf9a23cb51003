import type { Policy } from '../../../backend';
import { formatNumber, t } from '../../../i18n';
import { Icon, RowList, type IconName } from '../../../ui';
import { kindWords, reviewWords, standsWords } from './words';

type Row =
  | { kind: 'head'; key: string; title: string; count: number }
  | { kind: 'policy'; key: string; policy: Policy };

const signs: Partial<Record<Policy['state'], IconName>> = {
  in_force: 'verified',
  retired: 'declined',
  undecided: 'question',
};

/** The rules, by kind, at the left. */
export function PolicyList({
  policies,
  selected,
  onSelect,
}: {
  policies: readonly Policy[];
  selected: string | null;
  onSelect: (ref: string) => void;
}) {
  const rows: Row[] = [];
  for (const p of policies) {
    const head = `kind ${p.kind}`;
    if (!rows.some((r) => r.key === head)) {
      const count = policies.filter((x) => x.kind === p.kind).length;
      rows.push({ kind: 'head', key: head, title: kindWords(p.kind), count });
    }
    rows.push({ kind: 'policy', key: p.ref, policy: p });
  }
  return (
    <RowList
      label={t('policies.list')}
      items={rows}
      keyOf={(r) => r.key}
      rowHeight={(r) => (r.kind === 'head' ? 40 : 52)}
      measure
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
          <PolicyRow policy={r.policy} />
        )
      }
    />
  );
}

function PolicyRow({ policy: p }: { policy: Policy }) {
  const review = reviewWords(p);
  return (
    <div className="row-lines">
      <Icon name={signs[p.state] ?? 'ring'} className={p.state === 'in_force' ? 'ok' : ''} />
      <div className="grow">
        <div className="strong">{p.title}</div>
        <div className="meta">
          {review?.late && (
            <span className="policy-late">
              <Icon name="warn" /> {review.words} ·{' '}
            </span>
          )}
          {standsWords(p)}
        </div>
      </div>
    </div>
  );
}
