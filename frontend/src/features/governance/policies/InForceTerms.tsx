import type { Policy, PolicyVersion } from '../../../backend';
import { formatDate, formatNumber, t } from '../../../i18n';
import { MarkdownView, Props, Section } from '../../../ui';

/** From when a version or a draft holds, by when it is looked at again, and what else is said. */
export function daysOf(terms: Policy['terms']): { label: string; value: string }[] {
  const days = [
    {
      label: t('policyPart.effective'),
      value: terms.effective
        ? `${formatDate(terms.effective)} (${terms.zone})`
        : t('policies.fromLastSignature'),
    },
    {
      label: t('policyPart.review_by'),
      value: terms.review ? formatDate(terms.review) : t('policies.noReview'),
    },
  ];
  // Without an earlier day there is nothing it could be the reason of.
  if (terms.backdated && terms.effective)
    days.push({ label: t('policyPart.backdated'), value: terms.backdated });
  if (terms.recorded) days.push({ label: t('policyPart.recorded'), value: t('policies.yes') });
  if (terms.ends) days.push({ label: t('policyPart.ends'), value: t('policies.yes') });
  return days;
}

/** All that holds: the text, the settings, who signed for what, and the days. */
export function InForceTerms({ version }: { version: PolicyVersion }) {
  const { terms } = version;
  const rows = [...terms.settings, ...terms.data];
  const seats = terms.seats.map((s) =>
    s.count > 1 ? `${s.role} ${t('policies.people', { n: formatNumber(s.count) })}` : s.role,
  );
  const props = [...daysOf(terms), { label: t('policyPart.seats'), value: seats.join(', ') }];
  return (
    <Section title={t('policies.textInForce', { n: formatNumber(version.number) })}>
      <MarkdownView text={terms.text} />
      {rows.length > 0 && (
        <table className="policy-table">
          <caption className="unseen">{t('policyPart.settings')}</caption>
          <tbody>
            {rows.map((r) => (
              <tr key={r.name}>
                <th scope="row">{r.name}</th>
                <td>{r.value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Props rows={props} />
    </Section>
  );
}
