import type { PolicyDifference } from '../../../backend';
import { t, tAny } from '../../../i18n';

const lines = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** What two versions do not say alike, before struck through and after below it. */
export function Differences({ list }: { list: readonly PolicyDifference[] }) {
  if (list.length === 0) return <p className="small ink-3">{t('policies.sameTerms')}</p>;
  return (
    <dl className="policy-diff">
      {list.map((d, i) => (
        <div key={`${i} ${d.part} ${d.name}`}>
          <dt className="small ink-2">
            {tAny(`policyPart.${d.part}`)}
            {d.name && ` · ${d.name}`}
          </dt>
          {lines(d.before).map((line, n) => (
            <dd key={`before ${n}`} className="policy-before">
              <span className="unseen">{t('policies.before')} </span>
              <del>{line || ' '}</del>
            </dd>
          ))}
          {lines(d.after).map((line, n) => (
            <dd key={`after ${n}`} className="policy-after">
              <span className="unseen">{t('policies.after')} </span>
              <ins>{line || ' '}</ins>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
