import { useState } from 'react';
import { useBackend, type Finding, type Review } from '../../backend';
import { stepTo, useWrite } from '../../editing';
import { t, tAny, tn } from '../../i18n';
import { Button, Icon, Section, showToast, type IconName } from '../../ui';
import { zoneQuestion } from './ZoneQuestion';

const signs: Record<Finding['level'], IconName> = {
  question: 'question',
  finding: 'warn',
  notice: 'info',
};
const order: readonly Finding['level'][] = ['question', 'finding', 'notice'];

/** What was noticed about the record, each with its line in the source and the way to it. */
export function Findings({ review, readOnly }: { review: Review; readOnly: boolean }) {
  const backend = useBackend();
  const write = useWrite();
  const [showSettled, setShowSettled] = useState(false);
  // The question of the zone stands above the texts with its answer field.
  const listed = review.findings.filter((f) => !(f.key === zoneQuestion && f.state === 'open'));
  const open = order.flatMap((level) =>
    listed.filter((f) => f.level === level && f.state === 'open'),
  );
  const settled = listed.filter((f) => f.state !== 'open');
  if (listed.length === 0) return null;

  const reopen = (f: Finding) =>
    write(() =>
      backend.reviews.setField(review.ref, `findings/${f.id}/state`, JSON.stringify('open'), ''),
    );
  async function dismiss(f: Finding) {
    const done = await write(() => backend.reviews.answerQuestion(review.ref, f.id, 'dismiss', ''));
    if (done) showToast({ text: t('overview.findings.dismissed'), undo: () => void reopen(f) });
  }

  return (
    <Section title={t('overview.findings')}>
      <ul className="findings">
        {open.map((f) => (
          <Row key={f.id} review={review} finding={f}>
            {!readOnly && (
              <Button
                look="quiet"
                size="small"
                icon="close"
                aria-label={t('overview.findings.dismiss')}
                onClick={() => void dismiss(f)}
              />
            )}
          </Row>
        ))}
        {showSettled &&
          settled.map((f) => (
            <Row key={f.id} review={review} finding={f}>
              {!readOnly && f.state === 'dismissed' && (
                <Button look="quiet" size="small" onClick={() => void reopen(f)}>
                  {t('overview.findings.reopen')}
                </Button>
              )}
            </Row>
          ))}
      </ul>
      {open.length === 0 && <p className="small ink-3">{t('overview.findings.none')}</p>}
      {settled.length > 0 && (
        <Button
          look="quiet"
          size="small"
          className="findings-more"
          aria-expanded={showSettled}
          onClick={() => setShowSettled(!showSettled)}
        >
          {showSettled
            ? t('overview.findings.hide')
            : tn('overview.findings.settled', settled.length)}
        </Button>
      )}
    </Section>
  );
}

function Row({
  review,
  finding: f,
  children,
}: {
  review: Review;
  finding: Finding;
  children: React.ReactNode;
}) {
  const place = f.about && stepTo(review.ref, f.about);
  const isOpen = f.state === 'open';
  return (
    <li className={`finding ${isOpen ? '' : 'ink-3'}`}>
      <Icon
        name={isOpen ? signs[f.level] : 'check'}
        className={isOpen && f.level !== 'notice' ? 'warn' : 'ink-3'}
        label={tAny(`finding.${f.level}`)}
      />
      <div className="grow small">
        <span>{tAny(f.key, f.params)}</span>
        <span className="meta finding-place">
          {f.line !== undefined && <span>{t('overview.findings.line', { n: f.line })}</span>}
          {place && <a href={place}>{t('overview.findings.show')}</a>}
          {f.state === 'answered' && f.answer && (
            <span>{t('overview.findings.answer', { answer: f.answer })}</span>
          )}
        </span>
      </div>
      {children}
    </li>
  );
}
