import { formatNumber, t, type MessageKey } from '../../i18n';
import { Icon } from '../../ui';
import type { Sum } from './model';

/** read = new + changed + same + kept aside, and the same as a bar. */
export function Equation({ sum }: { sum: Sum }) {
  const parts: { id: keyof Sum; text: MessageKey; sign: string }[] = [
    { id: 'read', text: 'import.sum.read', sign: '' },
    { id: 'created', text: 'import.sum.created', sign: '=' },
    { id: 'updated', text: 'import.sum.updated', sign: '+' },
    { id: 'same', text: 'import.sum.unchanged', sign: '+' },
    { id: 'aside', text: 'import.sum.quarantined', sign: '+' },
  ];
  return (
    <div className="import-equation">
      <dl className="import-sum">
        {parts.map((p) => {
          const alarm = p.id === 'aside' && sum.aside > 0;
          return (
            <div key={p.id} className={alarm ? 'warn' : ''}>
              <dd className="num">
                {p.sign && (
                  <span className="import-sign" aria-hidden="true">
                    {p.sign}
                  </span>
                )}
                {formatNumber(sum[p.id])}
              </dd>
              <dt className={`meta ${alarm ? 'warn' : ''}`}>
                {alarm && <Icon name="warn" />}
                {t(p.text)}
              </dt>
            </div>
          );
        })}
      </dl>
      <div className="import-bar" aria-hidden="true">
        {(['created', 'updated', 'same', 'aside'] as const).map((id) => (
          <span key={id} className={id} style={{ flexGrow: sum[id] }} />
        ))}
      </div>
    </div>
  );
}
