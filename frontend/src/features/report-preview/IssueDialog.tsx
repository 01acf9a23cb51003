import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useBackend, type ReportChoice } from '../../backend';
import { flushTexts, useWrite } from '../../editing';
import { formatMoment, t, tAny } from '../../i18n';
import { Button, Dialog, showToast, TextField } from '../../ui';

/** The keyboard begins in the field. */
const first = { autoFocus: true };

/**
 * Gives a report out: it is saved, and the register says so for ever. Seen is the
 * revision of the review that the person looked at; 0 is none yet.
 */
export function IssueDialog({
  review,
  choice,
  seen,
  onClose,
}: {
  review: string;
  choice: ReportChoice;
  seen: number;
  onClose: () => void;
}) {
  const backend = useBackend();
  const write = useWrite();
  const [to, setTo] = useState('');
  const [wrong, setWrong] = useState<string>();
  const issued = useQuery({
    queryKey: ['issued', review],
    queryFn: () => backend.reports.issued(review),
    gcTime: 0,
  });

  async function issue() {
    if (to.trim() === '') {
      setWrong(t('report.issue.to_bad', { max: '200' }));
      return;
    }
    await flushTexts();
    const file = await write(() => backend.reports.issue(review, choice, to.trim(), seen));
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
    <Dialog title={t('report.issue.title')} onClose={onClose}>
      <p className="small ink-2">{t('report.issue.text')}</p>
      <form
        className="issue-form"
        onSubmit={(e) => {
          e.preventDefault();
          void issue();
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
      {(issued.data ?? []).length === 0 ? (
        <p className="small ink-2">{t('report.issued.none')}</p>
      ) : (
        <ul className="issued-list" aria-label={t('report.issued')}>
          {issued.data?.map((i) => (
            <li key={`${i.at} ${i.fileHash}`} className="small">
              <span className="num">{formatMoment(i.at)}</span> {tAny(`report.kind.${i.kind}`)},{' '}
              {i.to}
              <span className="meta">
                {' '}
                <bdi>{i.name}</bdi> {i.moved ? t('report.issued.moved') : t('report.issued.same')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
