import type { ReactNode } from 'react';
import type { ImportEntry, ImportFile } from '../../backend';
import { statementWords } from '../../editing';
import { dueWords, formatNumber, hasMessage, t, tAny, tn } from '../../i18n';
import { Button, Icon, Note, type IconName } from '../../ui';
import { asStatement, mayLeaveOut, precisionWords } from './model';

/** Everything that would become of one file, with the lines it stands on. */
export function FileDetail({
  file,
  leftOut,
  onLeaveOut,
  told,
  onTold,
  onAsText,
  onNewer,
  proposal,
}: {
  file: ImportFile;
  leftOut: boolean;
  onLeaveOut: () => void;
  told: boolean;
  onTold: () => void;
  onAsText: () => void;
  onNewer: (is: boolean) => void;
  /** Of a newer version: what merging it would do. */
  proposal?: ReactNode;
}) {
  if (file.quarantine) return <Refused file={file} onAsText={onAsText} />;
  return (
    <div
      className="scroll import-detail"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text must scroll with the keyboard
      tabIndex={0}
      role="region"
      aria-label={t('import.whatFor')}
    >
      <div className="import-file-head">
        <h2 className="h2 grow">{file.title || file.path}</h2>
        {mayLeaveOut(file) && (
          <Button look="quiet" keys="x" onClick={onLeaveOut}>
            {t(leftOut ? 'import.take' : 'import.skip')}
          </Button>
        )}
      </div>
      <Standing file={file} />
      {file.status === 'asked' && <Newer file={file} onNewer={onNewer} />}
      {proposal}
      <Findings file={file} />
      <Kept file={file} />
      <Told file={file} taken={told} onTake={onTold} />
      <Block title={t('import.timeline')} count={file.counts.entries}>
        <EntryTable entries={file.entries} count={file.counts.entries} />
      </Block>
      <Sections file={file} />
      <Factors file={file} />
      <Actions file={file} />
    </div>
  );
}

function Refused({ file, onAsText }: { file: ImportFile; onAsText: () => void }) {
  const q = file.quarantine;
  if (!q) return null;
  return (
    <div className="import-detail">
      <h2 className="h2">{file.path}</h2>
      <Note tone="warn" inset>
        <p>{tAny(q.reason, q.params)}</p>
      </Note>
      {q.text && (
        <dl className="import-refused">
          <dt className="label">
            {q.line > 0 ? t('import.atLine', { n: q.line }) : t('import.begins')}
          </dt>
          <dd>
            <code className="import-kept">{q.text}</code>
          </dd>
        </dl>
      )}
      <p className="small ink-2">{t('import.refusedStays')}</p>
      {file.asText && (
        <div className="import-as-text">
          <Button icon="file" onClick={onAsText}>
            {t('import.asText')}
          </Button>
          <p className="meta">{t('import.asTextHelp')}</p>
        </div>
      )}
    </div>
  );
}

/** How the file stands to what is here already. */
function Standing({ file }: { file: ImportFile }) {
  if (!file.ref) {
    if (!file.twinOf) return null;
    return <p className="small ink-2">{t('import.same_text_twin', { file: file.twinOf })}</p>;
  }
  return (
    <p className="small ink-2">
      {file.reread ? t('import.reread') : tAny(`import.standing.${file.status}`, { ref: file.ref })}{' '}
      <a className="standing-link" href={`#/reviews/${file.ref}`}>
        {t('import.openReview', { ref: file.ref })}
      </a>
    </p>
  );
}

/** Whether the file is a newer version of the review it looks like: only a person knows. */
function Newer({ file, onNewer }: { file: ImportFile; onNewer: (is: boolean) => void }) {
  return (
    <Note tone="info" inset>
      <p>{t('import.asked', { ref: file.ref })}</p>
      <p className="import-next">
        <Button onClick={() => onNewer(true)}>{t('import.asked.newer', { ref: file.ref })}</Button>
        <Button look="quiet" onClick={() => onNewer(false)}>
          {t('import.asked.own')}
        </Button>
      </p>
    </Note>
  );
}

function Block({
  title,
  count,
  hint,
  children,
}: {
  title: string;
  count: number;
  hint?: ReactNode;
  children: ReactNode;
}) {
  if (count === 0) return null;
  return (
    <section className="import-block">
      <h3 className="h3">
        {title} <span className="meta num">{formatNumber(count)}</span>
        {hint && <span className="meta import-hint">{hint}</span>}
      </h3>
      {children}
    </section>
  );
}

const findingIcons: Record<string, IconName> = { question: 'question', finding: 'warn' };

function Findings({ file }: { file: ImportFile }) {
  // What is about the whole file has no line and comes first.
  const inOrder = [...file.findings].sort((a, b) => a.line - b.line);
  return (
    <Block title={t('import.findings')} count={file.findings.length}>
      <ul>
        {inOrder.map((f, i) => (
          <li key={i} className="import-line">
            <Line n={f.line} />
            <Icon
              name={findingIcons[f.level] ?? 'info'}
              className={f.level === 'notice' ? '' : 'warn'}
            />
            <span className="grow">{tAny(f.key, f.params)}</span>
          </li>
        ))}
      </ul>
    </Block>
  );
}

/** The number of a line, in its own column; empty where the source names none. */
function Line({ n }: { n: number }) {
  return <span className="meta num import-n">{n > 0 ? t('import.n', { n }) : ''}</span>;
}

function Kept({ file }: { file: ImportFile }) {
  return (
    <Block title={t('import.kept')} count={file.kept.length} hint={t('import.keptHint')}>
      <ul>
        {file.kept.map((k, i) => (
          <li key={i} className="import-line">
            <Line n={k.line} />
            <div className="grow">
              <pre className="import-kept">{k.text}</pre>
              {k.why.key && hasMessage(k.why.key) && (
                <p className="meta">{tAny(k.why.key, k.why.params ?? {})}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Block>
  );
}

/** The times that stand in the text of a file without a timeline, to be taken or left. */
function Told({ file, taken, onTake }: { file: ImportFile; taken: boolean; onTake: () => void }) {
  const count = file.told.length;
  return (
    <Block title={t('import.told.title')} count={count}>
      <label className="import-merge">
        <input type="checkbox" checked={taken} onChange={onTake} />
        <span>
          {tn('import.told.ask', count)}
          <span className="meta import-merge-help">{t('import.told.help')}</span>
        </span>
      </label>
      <EntryTable entries={file.told} count={count} />
    </Block>
  );
}

function EntryTable({ entries, count }: { entries: readonly ImportEntry[]; count: number }) {
  const more = count - entries.length;
  return (
    <>
      <table className="import-table">
        <thead>
          <tr>
            <th scope="col">{t('import.col.line')}</th>
            <th scope="col">{t('import.col.stated')}</th>
            <th scope="col">{t('import.col.read')}</th>
            <th scope="col">{t('import.col.what')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((e, i) => (
            <tr key={i}>
              <td className="num ink-3">{e.line || ''}</td>
              <td className="mono ink-2 import-raw">{e.raw || '—'}</td>
              <td className="num import-read">
                {statementWords(asStatement(e))}
                {precisionWords(e.precision) && (
                  <div className="meta">{precisionWords(e.precision)}</div>
                )}
                {e.at && !e.zone && <div className="meta">{t('import.noZone')}</div>}
              </td>
              <td className="import-text">{e.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="meta">{tn('import.moreEntries', more)}</p>}
    </>
  );
}

function Sections({ file }: { file: ImportFile }) {
  const texts = file.sections.filter((s) => !s.kept);
  return (
    <Block title={t('import.sections')} count={texts.length}>
      <ul>
        {texts.map((s, i) => (
          <li key={i} className="import-line">
            <Line n={s.line} />
            <span className="grow">{s.title || t('import.untitled')}</span>
            <span className="meta num">
              {s.chars > 0 ? tn('import.chars', s.chars) : t('import.allRead')}
            </span>
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Factors({ file }: { file: ImportFile }) {
  return (
    <Block title={t('import.factors')} count={file.factors.length}>
      <ul>
        {file.factors.map((f, i) => (
          <li key={i} className="import-line">
            <Line n={f.line} />
            <span className="grow import-text">{f.text}</span>
            <span className="meta import-kind">{tAny(`factors.${f.kind}`)}</span>
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Actions({ file }: { file: ImportFile }) {
  return (
    <Block title={t('import.actions')} count={file.actions.length}>
      <table className="import-table">
        <thead>
          <tr>
            <th scope="col">{t('import.col.line')}</th>
            <th scope="col">{t('import.col.action')}</th>
            <th scope="col">{t('actions.owner')}</th>
            <th scope="col">{t('actions.due')}</th>
            <th scope="col">{t('actions.state')}</th>
          </tr>
        </thead>
        <tbody>
          {file.actions.map((a, i) => (
            <tr key={i}>
              <td className="num ink-3">{a.line || ''}</td>
              <td className="import-text">{a.title}</td>
              <td className="ink-2">
                {a.owner || t('actions.nobody')}
                {a.named && (
                  <Icon name="lock" label={t('import.private')} className="import-lock" />
                )}
              </td>
              <td className="num import-raw">{a.due ? dueWords(a.due) : '—'}</td>
              <td className="ink-2 import-raw">{tAny(`action.${a.status}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}
