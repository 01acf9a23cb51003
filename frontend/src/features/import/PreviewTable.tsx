import type { ImportFile, ImportPreview } from '../../backend';
import { formatNumber, t, tAny, tn } from '../../i18n';
import { Icon } from '../../ui';

/** What was read and what will come of it: the sum first, then each file. */
export function PreviewTable({ preview }: { preview: ImportPreview }) {
  const sum = [
    { n: preview.read, text: t('import.sum.read'), sign: '' },
    { n: preview.created, text: t('import.sum.created'), sign: '=' },
    { n: preview.updated, text: t('import.sum.updated'), sign: '+' },
    { n: preview.unchanged, text: t('import.sum.unchanged'), sign: '+' },
    { n: preview.quarantined, text: t('import.sum.quarantined'), sign: '+' },
  ];
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long list must scroll with the keyboard
    <div className="scroll import" tabIndex={0} role="region" aria-label={t('import.title')}>
      <dl className="import-sum">
        {sum.map((s, i) => (
          <div key={s.text} className={i === 4 && s.n > 0 ? 'warn' : ''}>
            {s.sign && (
              <span className="import-sign" aria-hidden="true">
                {s.sign}
              </span>
            )}
            <div>
              <dd className="num">{formatNumber(s.n)}</dd>
              <dt className="meta">{s.text}</dt>
            </div>
          </div>
        ))}
      </dl>
      <ul>
        {preview.files.map((f, i) => (
          <li key={`${f.path}-${i}`} className="import-file">
            <FileView file={f} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function FileView({ file }: { file: ImportFile }) {
  const c = file.counts;
  const counts = [
    tn('count.entries', c.entries),
    tn('count.sections', c.sections),
    tn('count.factors', c.factors),
    tn('count.actions', c.actions),
  ];
  return (
    <>
      <Icon name={file.quarantine ? 'warn' : 'file'} className={file.quarantine ? 'warn' : ''} />
      <div className="grow">
        <div className="strong">{file.title || file.path}</div>
        <div className="meta">
          <span className="mono">{file.path}</span> {counts.join(' · ')}
        </div>
        {file.quarantine && (
          <p className="small">
            {t('import.line', { n: file.quarantine.line })}{' '}
            {tAny(file.quarantine.reason, file.quarantine.params)}{' '}
            <code className="import-kept">{file.quarantine.text}</code>
          </p>
        )}
      </div>
      <span className="small ink-2">{tAny(`import.status.${file.status}`)}</span>
    </>
  );
}
