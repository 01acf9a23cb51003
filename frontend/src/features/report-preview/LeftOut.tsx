import type { ReportRemoved } from '../../backend';
import { t, tAny, tn } from '../../i18n';
import { Button } from '../../ui';

/** A key or password never stays, and a drawing goes with the words it holds. */
const fixed = ['secret', 'drawing'];

/** What the readers of this report do not get: nothing goes silently. */
export function LeftOut({
  removed,
  apart,
  open,
  onOpen,
  onKeep,
}: {
  removed: readonly ReportRemoved[];
  /** Sentences about what of the review the layout has no place for. */
  apart: readonly string[];
  open: boolean;
  onOpen: (open: boolean) => void;
  onKeep: (words: string, stays: boolean) => void;
}) {
  const gone = removed.filter((r) => !r.kept).length;
  return (
    <details className="left-out" open={open} onToggle={(e) => onOpen(e.currentTarget.open)}>
      <summary className="small">
        {gone > 0 ? tn('report.leftOut', gone) : t('report.leftOut.none')}
      </summary>
      <p className="small ink-2">{t('report.leftOut.text')}</p>
      {apart.length > 0 && (
        <p className="small ink-2">{t('report.leftOut.apart', { list: apart.join(', ') })}</p>
      )}
      {removed.some((r) => r.kind === 'picture') && (
        <p className="small ink-2">{t('report.leftOut.pictures')}</p>
      )}
      {removed.length > 0 && (
        <ul aria-label={t('report.leftOut.list')}>
          {removed.map((r) => (
            <li key={`${r.kind} ${r.words} ${String(r.kept)}`}>
              <span className="meta left-out-kind">{tAny(`redact.kind.${r.kind}`)}</span>
              <span className={`grow ${r.kept ? '' : 'ink-2'}`}>
                <bdi>{r.words}</bdi>
              </span>
              {fixed.includes(r.kind) ? null : r.kept ? (
                <Button
                  size="small"
                  look="text"
                  aria-label={t('report.leftOut.takeOf', { words: r.words })}
                  onClick={() => onKeep(r.words, false)}
                >
                  {t('report.leftOut.take')}
                </Button>
              ) : (
                <Button
                  size="small"
                  look="text"
                  aria-label={t('report.leftOut.keepOf', { words: r.words })}
                  onClick={() => onKeep(r.words, true)}
                >
                  {t('report.leftOut.keep')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
