import type { Ref } from 'react';
import type { ImportFile } from '../../backend';
import { t, tAny, tn } from '../../i18n';
import { Icon, RowList } from '../../ui';
import { countWords, statusIcons } from './model';

/** The files of a preview; a name may stand twice, so they are known by their place. */
export function FileList({
  files,
  selected,
  onSelect,
  leftOut,
  listRef,
}: {
  files: readonly ImportFile[];
  selected: number;
  onSelect: (at: number) => void;
  leftOut: ReadonlySet<number>;
  listRef?: Ref<HTMLDivElement>;
}) {
  const items = files.map((file, at) => ({ file, at }));
  return (
    <RowList
      label={t('import.files')}
      items={items}
      keyOf={(i) => String(i.at)}
      rowHeight={70}
      measure
      takeFocus
      selected={String(selected)}
      onSelect={(key) => onSelect(Number(key))}
      listRef={listRef}
      renderRow={({ file, at }) => (
        <div className={`import-file${leftOut.has(at) ? ' out' : ''}`}>
          <Icon name={statusIcons[file.status]} className={`import-status ${file.status}`} />
          <div className="grow">
            <div className="strong">{file.title || file.path}</div>
            {file.title && <div className="meta import-name">{file.path}</div>}
            <div className="meta">
              <span className={`import-status ${file.status}`}>
                {leftOut.has(at) ? t('import.skipped') : tAny(`import.status.${file.status}`)}
              </span>
              {countWords(file) && `\u00a0· ${countWords(file)}`}
            </div>
            {file.findings.length > 0 && (
              <div className="meta import-to-look">
                <Icon name="warn" className="warn" />
                {tn('import.toLook', file.findings.length)}
              </div>
            )}
          </div>
        </div>
      )}
    />
  );
}
