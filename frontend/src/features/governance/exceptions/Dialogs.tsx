import { useState } from 'react';
import { useBackend, WireError, type Policy, type PolicyException } from '../../../backend';
import { formatDate, t } from '../../../i18n';
import { Props } from '../../../ui';
import { AskDialog } from '../AskDialog';
import { whoWords } from '../policies/words';

const origin = 'policies';

/** Asks for an exception from a rule, or from one of several. */
export function AskException({
  policies,
  policy,
  onAsked,
  onClose,
}: {
  /** Those to choose from; the one rule where it is asked for in it. */
  policies: readonly Policy[];
  policy?: Policy | undefined;
  onAsked?: (id: string, policy: string) => void;
  onClose: () => void;
}) {
  const backend = useBackend();
  const one = policy ?? (policies.length === 1 ? policies[0] : undefined);
  return (
    <AskDialog
      title={t('policies.askException')}
      lead={t('policies.askException.lead')}
      act={t('policies.ask')}
      keepAs={`${policy?.ref ?? 'any'} exception`}
      fields={[
        {
          name: 'policy',
          label: t('exceptions.rule'),
          kind: 'choice',
          options: [
            { value: '', label: t('governance.pick.none') },
            ...policies.map((p) => ({ value: p.ref, label: `${p.title} · ${p.ref}` })),
          ],
          when: () => policy === undefined,
        },
        { name: 'procedure', label: t('policies.procedure'), help: t('policies.procedure.help') },
        {
          name: 'justification',
          label: t('policies.justification'),
          kind: 'lines',
          help: t('policies.justification.help'),
        },
        { name: 'risk', label: t('policies.risk'), kind: 'lines' },
        { name: 'control', label: t('policies.control'), kind: 'lines' },
        { name: 'from', label: t('policies.fromDay'), kind: 'date' },
        { name: 'to', label: t('policies.toDay'), kind: 'date', help: t('policies.toDay.help') },
        {
          name: 'zone',
          label: t('policyPart.zone'),
          help: policy ? undefined : t('exceptions.zone.help'),
        },
        { name: 'incident', label: t('exceptions.incident'), help: t('exceptions.incident.help') },
        { name: 'role', label: t('exceptions.askAs'), help: t('exceptions.askAs.help') },
      ]}
      initial={{
        policy: one?.ref ?? '',
        zone: policy?.terms.zone ?? '',
        procedure: policy?.title ?? '',
      }}
      onSave={async (v) => {
        const said = (name: string) => (v[name] ?? '').trim();
        const ref = policy?.ref ?? said('policy');
        if (!ref) {
          const field = { name: 'policy', key: 'exceptions.ruleMissing', params: {} };
          throw new WireError('invalid', 'exceptions.ruleMissing', {}, [field]);
        }
        const asked = await backend.policies.askException(
          ref,
          {
            procedure: said('procedure'),
            incident: said('incident'),
            justification: v['justification'] ?? '',
            risk: v['risk'] ?? '',
            control: v['control'] ?? '',
            role: said('role'),
            from: said('from'),
            to: said('to'),
            zone: said('zone'),
          },
          origin,
        );
        onAsked?.(asked.id, ref);
      }}
      onClose={onClose}
    />
  );
}

/** Grants or refuses an exception, with all that is agreed to above. */
export function AnswerException({
  policy: p,
  exception: e,
  word,
  onDone,
  onClose,
}: {
  policy: Policy;
  exception: PolicyException;
  word: 'granted' | 'refused';
  onDone?: ((policy: string) => void) | undefined;
  onClose: () => void;
}) {
  const backend = useBackend();
  // What the person reads: a change of it must neither be answered nor close the dialog.
  const [seen] = useState(e);
  const held = p.versions.find((v) => v.hash === p.force?.hash);
  const seats = (held?.terms ?? p.terms).seats.map((s) => s.role);
  return (
    <AskDialog
      title={t(word === 'granted' ? 'exceptions.grant' : 'exceptions.refuse')}
      lead={t('exceptions.answer.lead')}
      above={<Asked exception={seen} />}
      act={t(word === 'granted' ? 'policies.grant' : 'policies.refuse')}
      stopped={seen.hash === e.hash && e.may ? undefined : t('exceptions.movedOn')}
      fields={[
        {
          name: 'role',
          label: t('exceptions.answerAs'),
          kind: 'choice',
          options: [
            { value: '', label: t('exceptions.noRole') },
            ...seats.map((role) => ({ value: role, label: role })),
          ],
        },
      ]}
      initial={{ role: seats.length === 1 ? (seats[0] ?? '') : '' }}
      onSave={async (v) => {
        const role = v['role'] ?? '';
        await backend.policies.answerException(p.ref, seen.id, word, seen.hash, role, origin);
        onDone?.(p.ref);
      }}
      onClose={onClose}
    />
  );
}

function Asked({ exception: e }: { exception: PolicyException }) {
  return (
    <div className="exception-asked">
      <p className="strong">{e.procedure}</p>
      <Props
        rows={[
          {
            label: t('exceptions.asked'),
            value: [e.role, whoWords(e.requester, e.own)].filter(Boolean).join(', '),
          },
          {
            label: t('exceptions.days'),
            value: t('policies.between', {
              from: formatDate(e.from),
              to: formatDate(e.to),
              zone: e.zone,
            }),
          },
          { label: t('policies.justification'), value: e.justification },
          { label: t('policies.risk'), value: e.risk },
          { label: t('policies.control'), value: e.control },
        ]}
      />
    </div>
  );
}

/** Writes what came of an exception that is over. */
export function OutcomeDialog({
  policy: p,
  exception: e,
  onDone,
  onClose,
}: {
  policy: Policy;
  exception: PolicyException;
  onDone?: ((policy: string) => void) | undefined;
  onClose: () => void;
}) {
  const backend = useBackend();
  return (
    <AskDialog
      title={t('policies.writeOutcome')}
      act={t('policies.save')}
      keepAs={`${p.ref} outcome ${e.id}`}
      fields={[{ name: 'outcome', label: t('policies.outcome'), kind: 'lines' }]}
      onSave={async (v) => {
        await backend.policies.closeException(p.ref, e.id, v['outcome'] ?? '', origin);
        onDone?.(p.ref);
      }}
      onClose={onClose}
    />
  );
}
