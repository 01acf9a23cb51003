import { useState } from 'react';
import { useBackend, type Policy, type PolicyException } from '../../../backend';
import { useWrite } from '../../../editing';
import { formatDate, formatNumber, t, tAny, tn } from '../../../i18n';
import { Button, Chip, Note, Section, type ChipTone } from '../../../ui';
import { AskDialog } from '../AskDialog';
import { WhoseKey } from './Signatures';
import { proofWords, whoWords } from './words';

const tones: Partial<Record<PolicyException['state'], ChipTone>> = {
  active: 'info',
  requested: 'warn',
  void: 'warn',
  undecided: 'warn',
  improper: 'bad',
  unchecked: 'warn',
  forged: 'bad',
};

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
  const backend = useBackend();
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
      {asking && (
        <AskDialog
          title={t('policies.askException')}
          lead={t('policies.askException.lead')}
          act={t('policies.ask')}
          keepAs={`${p.ref} exception`}
          fields={[
            {
              name: 'procedure',
              label: t('policies.procedure'),
              help: t('policies.procedure.help'),
            },
            {
              name: 'justification',
              label: t('policies.justification'),
              kind: 'lines',
              help: t('policies.justification.help'),
            },
            { name: 'risk', label: t('policies.risk'), kind: 'lines' },
            { name: 'control', label: t('policies.control'), kind: 'lines' },
            { name: 'from', label: t('policies.fromDay'), kind: 'date' },
            {
              name: 'to',
              label: t('policies.toDay'),
              kind: 'date',
              help: t('policies.toDay.help'),
            },
            { name: 'zone', label: t('policyPart.zone') },
          ]}
          initial={{ zone: p.terms.zone, procedure: p.title }}
          onSave={(v) =>
            backend.policies.askException(
              p.ref,
              {
                procedure: v['procedure'] ?? '',
                incident: '',
                justification: v['justification'] ?? '',
                risk: v['risk'] ?? '',
                control: v['control'] ?? '',
                role: '',
                from: (v['from'] ?? '').trim(),
                to: (v['to'] ?? '').trim(),
                zone: (v['zone'] ?? '').trim(),
              },
              'policies',
            )
          }
          onClose={() => onAsk(false)}
        />
      )}
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
  const backend = useBackend();
  const write = useWrite();
  const [closing, setClosing] = useState(false);
  const answer = (word: 'granted' | 'refused') =>
    void write(() => backend.policies.answerException(p.ref, e.id, word, e.hash, 'policies'));
  // An answer that its device did not give, or that carries no seal, is given anew.
  const doubted = e.state === 'forged' || (e.state === 'unchecked' && e.proof === 'unsealed');
  const waits = e.state === 'requested' || e.state === 'void' || doubted;
  const proof = proofWords(e.proof);
  const own = e.own && t('policies.ownRequest');
  return (
    <div className="policy-exception">
      <div className="policy-exception-head">
        <span className="strong grow">{e.procedure}</span>
        {e.retroactive && <Chip tone="warn">{t('policies.retroactive')}</Chip>}
        <Chip tone={tones[e.state]}>{tAny(`exceptionState.${e.state}`)}</Chip>
      </div>
      <p className="small ink-2 num">
        {t('policies.between', { from: formatDate(e.from), to: formatDate(e.to), zone: e.zone })}
        {e.age >= 0 && ` · ${tn('policies.age', e.age)}`}
        {` · ${t('policies.askedBy', { name: whoWords(e.requester, e.own) })}`}
        {e.approver && ` · ${t('policies.answeredBy', { name: e.approver })}`}
        {proof && ` · ${proof}`}
        {e.state === 'forged' && <span className="mono ink-3"> {e.device}</span>}
      </p>
      {e.proof === 'waits' && <WhoseKey device={e.device} actor={e.approver} />}
      <p>{e.justification}</p>
      <p className="small ink-2">{t('policies.riskAnd', { risk: e.risk, control: e.control })}</p>
      {e.outcome && <p className="small">{t('policies.outcomeIs', { outcome: e.outcome })}</p>}
      {(waits || e.wants) && (
        <div className="policy-exception-acts">
          {waits && (
            <>
              <Button
                size="small"
                icon="check"
                off={locked || own}
                onClick={() => answer('granted')}
              >
                {t('policies.grant')}
              </Button>
              <Button
                size="small"
                look="quiet"
                off={locked || own}
                onClick={() => answer('refused')}
              >
                {t('policies.refuse')}
              </Button>
              {(locked || own) && <span className="small ink-2">{locked || own}</span>}
            </>
          )}
          {e.wants && (
            <Button size="small" icon="pen" off={locked} onClick={() => setClosing(true)}>
              {t('policies.writeOutcome')}
            </Button>
          )}
        </div>
      )}
      {closing && (
        <AskDialog
          title={t('policies.writeOutcome')}
          act={t('policies.save')}
          keepAs={`${p.ref} outcome ${e.id}`}
          fields={[{ name: 'outcome', label: t('policies.outcome'), kind: 'lines' }]}
          onSave={(v) =>
            backend.policies.closeException(p.ref, e.id, v['outcome'] ?? '', 'policies')
          }
          onClose={() => setClosing(false)}
        />
      )}
    </div>
  );
}
