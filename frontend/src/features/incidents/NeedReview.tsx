import { useDue } from '../../backend';
import { t, tn } from '../../i18n';
import { Icon } from '../../ui';

/** Says which incidents a signed rule requires a review of, and have none. */
export function NeedReview() {
  const missing = useDue().data?.unreviewed;
  if (!missing || missing.total === 0) return null;
  return (
    <p className="small need-review" role="status">
      <Icon name="warn" className="warn" />
      <span>{tn('home.unreviewed', missing.total)}</span>
      <span className="clip">
        {missing.first.map((i, n) => (
          <span key={i.ref}>
            {n > 0 && ' · '}
            <a href={`#/incidents/${i.ref}`}>{i.title || i.ref}</a>
          </span>
        ))}
      </span>
      <a href={`#/governance/policies/${missing.rule}`}>
        {t('promise.rule', { ref: missing.rule, number: String(missing.number) })}
      </a>
    </p>
  );
}
