import { useState } from 'react';
import type { Policy, PolicyException } from '../../../backend';
import { formatDate, formatNumber, t, tn } from '../../../i18n';
import { Button, Chip, Note, Section } from '../../../ui';
import { ExceptionActs, type ActAsked } from '../exceptions/Acts';
import { ChangedSince } from '../exceptions/ChangedSince';
import { AskException } from '../exceptions/Dialogs';
import { OutcomeOpen } from '../exceptions/OutcomeOpen';
import { answeredBy, askedBy, soonWords, stateWords, toneOf } from '../exceptions/words';
import { WhoseKey } from './Signatures';
import { proofWords } from './words';

/** Who may step aside from the rule, and until when; the youngest first. */
export function Exceptions({
  policy: p,
  locked,
  asking,
  onAsk,
}: {
  policy: Policy;
  locked: string | false;
  asking: boolean;
  onAsk: (asking: boolean) => void;
}) {
  return (
    <Section
      title={t('policies.exceptions')}
      aside={
        <Button size="small" icon="plus" keys="x" off={locked} onClick={() => onAsk(true)}>
          {t('policies.askException')}
        </Button>
      }
    >
      {p.proposals.map((q) => (
        <Note key={q.procedure} tone="warn">
          {t('policies.improve', {
            count: formatNumber(q.count),
            days: formatNumber(q.rule.days),
            procedure: q.procedure,
          })}
        </Note>
      ))}
      {p.exceptions.length === 0 && <p className="small ink-3">{t('policies.noExceptions')}</p>}
      {p.exceptions.map((e) => (
        <ExceptionRow key={e.id} policy={p} exception={e} locked={locked} />
      ))}
      {asking && <AskException policies={[p]} policy={p} onClose={() => onAsk(false)} />}
    </Section>
  );
}

function ExceptionRow({
  policy: p,
  exception: e,
  locked,
}: {
  policy: Policy;
  exception: PolicyException;
  locked: string | false;
}) {
  const [asked, setAsked] = useState<ActAsked>(null);
  const proof = proofWords(e.proof);
  const soon = soonWords(e);
  return (
    <div className="policy-exception">
      <div className="policy-exception-head">
        <span className="strong grow">{e.procedure}</span>
        {soon && <Chip tone="warn">{soon}</Chip>}
        {e.retroactive && <Chip tone="warn">{t('policies.retroactive')}</Chip>}
        <Chip tone={toneOf[e.state]}>{stateWords(e)}</Chip>
      </div>
      <p className="small ink-2 num">
        {t('policies.between', { from: formatDate(e.from), to: formatDate(e.to), zone: e.zone })}
        {e.age >= 0 && ` · ${tn('policies.age', e.age)}`}
        {` · ${askedBy(e)}`}
        {e.approver && ` · ${answeredBy(e)}`}
        {proof && ` · ${proof}`}
        {e.state === 'forged' && <span className="mono ink-3"> {e.device}</span>}
      </p>
      <ChangedSince exception={e} />
      {e.proof === 'waits' && <WhoseKey device={e.device} actor={e.approver} />}
      <p>{e.justification}</p>
      <p className="small ink-2">{t('policies.riskAnd', { risk: e.risk, control: e.control })}</p>
      {e.outcome && (
        <p className="small">
          {t(e.outcome_open ? 'policies.outcomeIsForNow' : 'policies.outcomeIs', {
            outcome: e.outcome,
          })}
        </p>
      )}
      {e.outcome_open && <OutcomeOpen inset />}
      <ExceptionActs policy={p} exception={e} locked={locked} asked={asked} onAsk={setAsked} />
    </div>
  );
}
