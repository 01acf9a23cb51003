import type { ImportFile, ImportResult } from '../../backend';
import { t, tAny, tn } from '../../i18n';
import { Button, Icon, Note } from '../../ui';
import { Equation } from './Equation';
import { doneWords } from './model';

/** What the import has done: each review with the way to it, and what was left aside. */
export function Account({
  result,
  broken,
  files,
  onMore,
}: {
  result: ImportResult;
  /** It ended before all files were done; what is told here stands. */
  broken: boolean;
  /** The files that were imported, as the preview read them. */
  files: readonly ImportFile[];
  onMore: () => void;
}) {
  const toLook = files.filter((f) => f.findings.length > 0);
  const findings = toLook.reduce((sum, f) => sum + f.findings.length, 0);
  return (
    <div
      className="scroll import-account"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long list must scroll with the keyboard
      tabIndex={0}
      role="region"
      aria-label={t('import.account')}
    >
      {broken && (
        <Note tone="info" inset>
          {t('import.stopped')}
        </Note>
      )}
      <Equation
        sum={{
          read: result.read,
          created: result.created,
          updated: result.updated,
          same: result.unchanged,
          aside: result.quarantined.length,
        }}
      />
      <h2 className="h2">{doneWords(result.created, result.updated) || t('import.doneNone')}</h2>
      <ul className="import-made">
        {result.records.map((r) => (
          <li key={r.ref}>
            <a className="import-link" href={`#/reviews/${r.ref}`}>
              <span className="mono ink-3">{r.ref}</span>
              <span className="strong">{r.title || t('review.untitled')}</span>
              <Icon name="arrowRight" />
            </a>
            {r.asks > 0 && (
              <a className="import-link" href="#/conflicts">
                <Icon name="question" className="warn" />
                <span>{tn('import.decide', r.asks)}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
      {result.leftOut > 0 && <p className="meta">{tn('import.leftOut', result.leftOut)}</p>}
      {findings > 0 && (
        <section className="import-block">
          <h3 className="h3">{tn('import.toLook', findings)}</h3>
          <ul>
            {toLook.map((f, i) => (
              <li key={i} className="import-line">
                <Icon name="warn" className="warn" />
                <div className="grow">
                  <div className="strong">{f.title || f.path}</div>
                  <p className="small ink-2">{f.path}</p>
                </div>
                <span className="meta num">{tn('import.toLook', f.findings.length)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {result.notes.length > 0 && (
        <section className="import-block">
          <h3 className="h3">{t('import.notes')}</h3>
          <ul>
            {result.notes.map((n, i) => (
              <li key={i} className="import-line">
                <Icon name="info" />
                <div className="grow">
                  <div className="strong">{n.file}</div>
                  <p className="small ink-2">
                    {n.line > 0 && `${t('import.line', { n: n.line })} `}
                    {tAny(n.key, n.params)}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {result.proposals.length > 0 && (
        <section className="import-block">
          <h3 className="h3">{t('import.leftProposals')}</h3>
          <ul className="import-made">
            {result.proposals.map((r) => (
              <li key={r.ref}>
                <a className="import-link" href={`#/reviews/${r.ref}`}>
                  <span className="mono ink-3">{r.ref}</span>
                  <span>{r.title || t('review.untitled')}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {result.quarantined.length > 0 && (
        <section className="import-block import-quarantine">
          <h3 className="h3">{t('import.leftAside')}</h3>
          <ul>
            {result.quarantined.map((q, i) => (
              <li key={i} className="import-line">
                <Icon name="warn" className="warn" />
                <div className="grow">
                  <div className="strong">{q.file}</div>
                  <p className="small ink-2">
                    {q.line > 0 && `${t('import.line', { n: q.line })} `}
                    {tAny(q.reason, q.params)}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="import-next">
        <Button icon="bringIn" onClick={onMore}>
          {t('import.more')}
        </Button>
        <a className="btn btn-quiet" href="#/reviews">
          {t('import.toList')}
        </a>
      </div>
    </div>
  );
}
