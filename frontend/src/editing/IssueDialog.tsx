import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { parseError, type IssuedReport, type ReportFormat, type SavedFile } from '../backend';
import { formatMoment, t, tAny, type MessageKey } from '../i18n';
import { Button, Dialog, ErrorNote, Segment, showToast, TextField } from '../ui';
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
  check,
  moved,
  same,
  onClose,
}: {
  title: string;
  /** Names what the register is asked about. */
  of: readonly unknown[];
  issued: () => Promise<IssuedReport[]>;
  issue: (format: ReportFormat, to: string) => Promise<SavedFile>;
  /** Says whether the data of one have moved since, where the list does not. */
  check?: (report: IssuedReport) => Promise<boolean>;
  /** What is said of one whose data have changed since, and of one that still holds. */
  moved: string;
  same: string;
  onClose: () => void;
}) {
  const write = useWrite();
  const [to, setTo] = useState('');
  const [format, setFormat] = useState<ReportFormat>('pdf');
  const [wrong, setWrong] = useState<string>();

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
      <IssuedList of={of} issued={issued} check={check} moved={moved} same={same} />
    </Dialog>
  );
}

/** What went out before, and whether it still holds: checks that count much follow one by one. */
function IssuedList({
  of,
  issued,
  check,
  moved,
  same,
}: {
  of: readonly unknown[];
  issued: () => Promise<IssuedReport[]>;
  check?: ((report: IssuedReport) => Promise<boolean>) | undefined;
  moved: string;
  same: string;
}) {
  const before = useQuery({ queryKey: ['issued', ...of], queryFn: issued, gcTime: 0 });
  const list = before.data ?? [];
  const [asked, setAsked] = useState(1);
  const checks = useQueries({
    queries: list.map((i, n) => ({
      queryKey: ['issued', ...of, 'moved', i.fileHash],
      queryFn: () => check?.(i) ?? i.moved,
      enabled: check !== undefined && n < asked,
      retry: false,
      gcTime: 0,
    })),
  });
  const answered = checks.filter((c) => !c.isPending).length;
  if (answered >= asked) setAsked(answered + 1);

  if (before.error) {
    return (
      <ErrorNote
        title={t('report.issued.broke')}
        text={sayingOf(before.error)}
        retry={() => void before.refetch()}
      />
    );
  }
  if (before.isPending) return <p className="small ink-2">{t('report.issued.looking')}</p>;
  if (list.length === 0) return <p className="small ink-2">{t('report.issued.none')}</p>;
  const holds = (i: IssuedReport, n: number) => {
    const now = check ? checks[n] : undefined;
    if (now?.error) return sayingOf(now.error);
    if (now?.isPending) return t('report.issued.checking');
    return (now ? now.data : i.moved) ? moved : same;
  };
  return (
    <ul className="issued-list" aria-label={t('report.issued')}>
      {list.map((i, n) => (
        <li key={`${i.at} ${i.fileHash}`} className="small">
          <span className="num">{formatMoment(i.at)}</span> {tAny(`report.kind.${i.kind}`)}, {i.to}
          <span className="meta">
            {' '}
            <bdi>{i.name}</bdi> {holds(i, n)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function sayingOf(error: unknown): string {
  const { key, params } = parseError(error);
  return tAny(key, params);
}
