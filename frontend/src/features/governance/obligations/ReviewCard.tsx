import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useAssessments, type Assessment, type Review } from '../../../backend';
import { t } from '../../../i18n';
import { Button, Section } from '../../../ui';
import { clockWords, endOf, leftWords, nextOf, stateOf, stillWords } from './words';

// Rarely asked for, so its dialog comes when it is.
const BeginDialog = lazy(() => import('./BeginDialog').then((m) => ({ default: m.BeginDialog })));

/** On the overview of a review: who has to be told of it. */
export function ReviewCard({ review, readOnly }: { review: Review; readOnly: boolean }) {
  return <ToldCard subject={review.ref} zone={review.zone} readOnly={readOnly} />;
}

/** Who has to be told of a review or an incident, each assessment with what ends next. */
export function ToldCard({
  subject,
  zone,
  readOnly,
}: {
  /** Its reference, or the id of an incident of the register. */
  subject: string;
  zone: string;
  readOnly: boolean;
}) {
  const list = useAssessments(subject).data ?? [];
  const [asked, setAsked] = useState(false);
  if (readOnly && list.length === 0) return null;
  return (
    <Section title={t('governance.obligations')}>
      {list.map((a) => (
        <Line key={a.ref} assessment={a} />
      ))}
      {!readOnly && (
        <Button look="text" size="small" className="flush" onClick={() => setAsked(true)}>
          {t('obligations.begin')}
        </Button>
      )}
      {asked && <AssessDialog subject={subject} zone={zone} onClose={() => setAsked(false)} />}
    </Section>
  );
}

/** Begins an assessment and leads to it. */
export function AssessDialog({
  subject,
  zone,
  onClose,
}: {
  subject: string;
  zone: string;
  onClose: () => void;
}) {
  const navigate = useNavigate();
  const open = (record: string) =>
    void navigate({ to: '/governance/$tab/$record', params: { tab: 'obligations', record } });
  return (
    <Suspense>
      <BeginDialog subject={subject} zone={zone} onDone={open} onClose={onClose} />
    </Suspense>
  );
}

function Line({ assessment: a }: { assessment: Assessment }) {
  const next = nextOf(a);
  const end = next && endOf(next);
  return (
    <p className="small">
      <a href={`#/governance/obligations/${a.ref}`}>{a.pack_name}</a>
      <br />
      <span className="ink-2 num">
        {next && end
          ? `${next.name}: ${stateOf(next.state)}, ${clockWords(next)}, ${leftWords(end)}`
          : stillWords(a)}
      </span>
      {!a.signed && <span className="ink-3"> · {t('obligations.unsigned')}</span>}
    </p>
  );
}
