import type { PolicyVersion } from '../../../backend';
import { t } from '../../../i18n';
import { MarkdownView, Note, Props } from '../../../ui';
import { daysOf } from './InForceTerms';

/**
 * What a signature is for, before it is given: the text people read beside what programs
 * follow, because nothing but a person can see that the two say the same.
 */
export function SignedTerms({ version: v }: { version: PolicyVersion }) {
  const { terms } = v;
  const rows = [...terms.settings, ...terms.data];
  return (
    <>
      {v.own && <Note tone="info">{t('policies.ownProposal')}</Note>}
      {/* Longer than the dialog, it is read with the keys of a scrolled place. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="policy-signed" role="group" aria-label={t('policies.readers')} tabIndex={0}>
        <section>
          <h3 className="label">{t('policies.readers')}</h3>
          {terms.text ? (
            <MarkdownView text={terms.text} />
          ) : (
            <p className="small ink-3">{t('policies.noText')}</p>
          )}
          <Props rows={daysOf(terms)} />
        </section>
        {rows.length > 0 && (
          <section>
            <h3 className="label">{t('policies.programs')}</h3>
            <table className="policy-table">
              <caption className="unseen">{t('policies.programs')}</caption>
              <tbody>
                {rows.map((r) => (
                  <tr key={r.name}>
                    <th scope="row">{r.name}</th>
                    <td>{r.value}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </div>
      {rows.length > 0 && terms.text && (
        <p className="small ink-2">{t('policies.programs.lead')}</p>
      )}
    </>
  );
}
