import { useAuditEntry, type AuditEntry, type HistoryChange } from '../../../backend';
import { formatMoment, formatNumber, t, tAny, tn } from '../../../i18n';
import { ErrorNote } from '../../../ui';
import { fieldWords, placeWords, rowWords, whoWords } from './words';

/** An import may make hundreds of fields; the first ones say what it was. */
const shownChanges = 60;
const shownLetters = 4_000;
/** Data of a program, such as the rules of a pack: its beginning says which it is. */
const shownData = 240;

/** One entry: what stood there before and after, by whom, and its place in the chain. */
export function EntryView({ n }: { n: number | null }) {
  const { data, error, refetch } = useAuditEntry(n);
  if (n === null) return <p className="ink-2 audit-choose">{t('audit.choose')}</p>;
  if (error) {
    return (
      <ErrorNote
        title={t('audit.cannotShow')}
        text={tAny(error.key, error.params)}
        retry={() => void refetch()}
      />
    );
  }
  if (!data) return <div className="audit-entry" aria-busy="true" />;
  return <Entry entry={data} />;
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { row } = entry;
  // Where something new stands in the order says nothing to a reader.
  const changes = entry.changes.filter((c) => c.before || !/(^|\/)rank$/u.test(c.path));
  return (
    <article
      className="scroll audit-entry"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long entry scrolls by key
      tabIndex={0}
      aria-label={rowWords(row)}
    >
      <h2 className="h3">{rowWords(row)}</h2>
      <p className="meta">
        {formatMoment(row.at)} {entry.zone} · {whoWords(row)}
      </p>
      {row.title && (
        <p className="audit-about">
          {row.ref && !row.trashed ? (
            <>
              <a href={`#/reviews/${row.ref}`}>{row.title}</a>{' '}
              {row.recordKind === 'review' && (
                <a className="meta" href={`#/reviews/${row.ref}/history`}>
                  {t('audit.itsHistory')}
                </a>
              )}
            </>
          ) : (
            row.title
          )}
          {row.ref && <span className="meta mono"> {row.ref}</span>}
          {row.trashed && <span className="meta"> {t('audit.trashed')}</span>}
        </p>
      )}
      {row.undone && <p className="meta">{t('audit.takenBack')}</p>}
      {entry.undoes > 0 && (
        <p className="meta">{t('audit.takesBack', { n: formatNumber(entry.undoes) })}</p>
      )}
      {row.reason && (
        <p className="audit-reason">
          <span className="meta">{t('audit.reason')}</span> {row.reason}
        </p>
      )}
      {row.erased ? (
        <p className="ink-2">{t('audit.erasedLead')}</p>
      ) : (
        <ul className="audit-changes">
          {changes.slice(0, shownChanges).map((c, i) => (
            <li key={`${c.path}-${i}`}>
              <div className="meta">{placeWords(c.path) || t('history.wholeReview')}</div>
              <Sides change={told(c)} />
            </li>
          ))}
          {changes.length > shownChanges && (
            <li className="meta">{tn('history.moreChanges', changes.length - shownChanges)}</li>
          )}
          {changes.length === 0 && <li className="meta">{t('audit.noChanges')}</li>}
        </ul>
      )}
      <dl className="audit-chain meta">
        <dt>{t('audit.number')}</dt>
        <dd className="num">{formatNumber(row.n)}</dd>
        <dt>{t('audit.inChain')}</dt>
        <dd className="mono">
          {row.chain} · {row.seq}
        </dd>
        <dt>{t('audit.hash')}</dt>
        <dd className="mono">{entry.hash}</dd>
        <dt>{t('audit.prev')}</dt>
        <dd className="mono">{entry.prev}</dd>
      </dl>
    </article>
  );
}

/** A frozen plan is kept as data: its fields are told in the words of the form. */
function told(change: HistoryChange): HistoryChange {
  if (!/^frozen\/[^/]+\/plan$/u.test(change.path)) return change;
  const inWords = (text: string) =>
    text.replace(/^[a-z_]+(?=(?: \/ \d+)?: )/gmu, (name) => fieldWords(name));
  return { ...change, before: inWords(change.before), after: inWords(change.after) };
}

export function Sides({ change }: { change: HistoryChange }) {
  const { lead, before, after, tail } = change;
  if (!before && !after) return <p className="meta">{t('audit.empty')}</p>;
  return (
    <p className="audit-hunk">
      {lead && <span className="ink-3">{lead}</span>}
      {before && (
        <del>
          <span className="unseen">{t('history.was')} </span>
          {cut(before)}
        </del>
      )}
      {before && after && ' '}
      {after && (
        <ins>
          <span className="unseen">{t('history.is')} </span>
          {cut(after)}
        </ins>
      )}
      {tail && <span className="ink-3">{tail}</span>}
    </p>
  );
}

function cut(text: string): string {
  const most = /^[[{]/u.test(text) ? shownData : shownLetters;
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
