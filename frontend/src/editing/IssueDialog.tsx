import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IssuedReport, ReportFormat, SavedFile } from '../backend';
import { formatMoment, t, tAny, type MessageKey } from '../i18n';
import { Button, Dialog, Segment, showToast, TextField } from '../ui';
import './issue.css';
import { flushTexts } from './openSavers';
import { useWrite } from './useWrite';

/** The keyboard begins in the field. */
const first = { autoFocus: true };

const formats: readonly { value: ReportFormat; label: MessageKey }[] = [
  { value: 'pdf', label: 'report.issue.pdf' },
  { value: 'html', label: 'report.issue.html' },
  { value: 'md', label: 'report.issue.md' },
  { value: 'json', label: 'report.issue.json' },
];

/** Gives a report out: it is saved, and the register says so for ever. */
export function IssueDialog({
  title,
  of,
  issued,
  issue,
  moved,
  same,
  onClose,
}: {
  title: string;
  /** Names what the register is asked about. */
  of: readonly unknown[];
  issued: () => Promise<IssuedReport[]>;
  issue: (format: ReportFormat, to: string) => Promise<SavedFile>;
  /** What is said of one whose data have changed since, and of one that still holds. */
  moved: string;
  same: string;
  onClose: () => void;
}) {
  const write = useWrite();
  const [to, setTo] = useState('');
  const [format, setFormat] = useState<ReportFormat>('pdf');
  const [wrong, setWrong] = useState<string>();
  const before = useQuery({ queryKey: ['issued', ...of], queryFn: issued, gcTime: 0 });

  async function giveOut() {
    if (to.trim() === '') {
      setWrong(t('report.issue.to_bad', { max: '200' }));
      return;
    }
    await flushTexts();
    const file = await write(() => issue(format, to.trim()));
    // No path: the person closed the dialog of the system, and what was typed stays.
    if (!file?.path) return;
    showToast({
      icon: 'file',
      text: t('report.issue.done', {
        name: file.path.split(/[/\\]/).at(-1) ?? file.path,
        to: to.trim(),
      }),
    });
    onClose();
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <p className="small ink-2">{t('report.issue.text')}</p>
      <form
        className="issue-form"
        onSubmit={(e) => {
          e.preventDefault();
          void giveOut();
        }}
      >
        <TextField
          label={t('report.issue.to')}
          placeholder={t('report.issue.toHint')}
          value={to}
          wrong={wrong}
          onChange={setTo}
          {...first}
        />
        <Segment
          label={t('report.issue.as')}
          value={format}
          options={formats.map((f) => ({ value: f.value, label: t(f.label) }))}
          onChange={setFormat}
        />
        <div className="issue-acts">
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button look="primary" type="submit">
            {t('report.issue.act')}
          </Button>
        </div>
      </form>
      <h3 className="small">{t('report.issued')}</h3>
      {(before.data ?? []).length === 0 ? (
        <p className="small ink-2">{t('report.issued.none')}</p>
      ) : (
        <ul className="issued-list" aria-label={t('report.issued')}>
          {before.data?.map((i) => (
            <li key={`${i.at} ${i.fileHash}`} className="small">
              <span className="num">{formatMoment(i.at)}</span> {tAny(`report.kind.${i.kind}`)},{' '}
              {i.to}
              <span className="meta">
                {' '}
                <bdi>{i.name}</bdi> {i.moved ? moved : same}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
