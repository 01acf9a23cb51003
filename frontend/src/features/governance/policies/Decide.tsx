import { useState } from 'react';
import { useBackend, type Policy, type PolicyDecision, type PolicyVersion } from '../../../backend';
import { formatNumber, t } from '../../../i18n';
import { showToast } from '../../../ui';
import { AskDialog, type AskField, type Asked } from '../AskDialog';
import { SignedTerms } from './SignedTerms';

export type DecideAsked = 'propose' | 'retire' | PolicyDecision;

const origin = 'policies';

/** The dialogs in which a version is proposed, signed or ended. */
export function Decide({
  policy: p,
  pending,
  asked,
  onClose,
}: {
  policy: Policy;
  pending: PolicyVersion | undefined;
  asked: DecideAsked;
  onClose: () => void;
}) {
  const backend = useBackend();
  // What the person reads: a change of it must neither be signed nor close the dialog.
  const [seen] = useState(pending);
  const keepAs = `${p.ref} ${asked} ${seen?.hash ?? ''}`;
  if (asked === 'propose') {
    return (
      <AskDialog
        title={t('policies.proposeN', { n: formatNumber(p.next) })}
        lead={t('policies.propose.lead')}
        act={t('policies.propose')}
        keepAs={keepAs}
        fields={[{ name: 'note', label: t('policies.whatIsNew'), kind: 'lines' }]}
        onSave={(v) => backend.policies.propose(p.ref, v['note'] ?? '', origin)}
        onClose={onClose}
      />
    );
  }
  if (asked === 'retire') {
    return (
      <AskDialog
        title={t('policies.retireOf', { title: p.title })}
        lead={t('policies.retire.lead')}
        act={t('policies.retire')}
        keepAs={keepAs}
        fields={[
          {
            name: 'effective',
            label: t('policies.endsOn'),
            kind: 'date',
            help: t('policies.endsOn.help'),
          },
          { name: 'backdated', label: t('policyPart.backdated'), kind: 'lines' },
          { name: 'note', label: t('policies.whyEnd'), kind: 'lines' },
        ]}
        onSave={(v) =>
          backend.policies.retire(
            p.ref,
            {
              from: (v['effective'] ?? '').trim(),
              backdated: v['backdated'] ?? '',
              note: v['note'] ?? '',
            },
            origin,
          )
        }
        onClose={onClose}
      />
    );
  }
  if (!seen) return null;
  return (
    <AskDialog
      title={titleOf(asked, seen)}
      lead={t('policies.sign.lead', { hash: seen.hash.slice(0, 12) })}
      above={asked === 'approve' && <SignedTerms version={seen} />}
      wide={asked === 'approve'}
      act={actOf(asked)}
      keepAs={keepAs}
      stopped={seen.hash === pending?.hash ? undefined : t('policies.movedOn')}
      fields={fieldsOf(asked, seen)}
      initial={{ role: ownRole(seen) }}
      onSave={async (v: Asked) => {
        const done = await backend.policies.sign(
          p.ref,
          {
            decision: asked,
            hash: seen.hash,
            role: v['role'] ?? '',
            comment: v['comment'] ?? '',
            for: v['for'] ?? '',
          },
          origin,
        );
        if (done.replaced) {
          showToast({ icon: 'info', text: t('policy.replaced', { role: done.replaced }) });
        }
      }}
      onClose={onClose}
    />
  );
}

function titleOf(asked: PolicyDecision, v: PolicyVersion): string {
  const n = formatNumber(v.number);
  if (asked === 'approve') return t('policies.approveN', { n });
  if (asked === 'changes') return t('policies.changesN', { n });
  return t('policies.withdrawN', { n });
}

function actOf(asked: PolicyDecision): string {
  if (asked === 'approve') return t('policies.signNow');
  if (asked === 'changes') return t('policies.askNow');
  return t('policies.withdrawNow');
}

/** The role of the decision made before, or the first seat that nobody fills. */
function ownRole(v: PolicyVersion): string {
  const before = v.signoffs.findLast(
    (s) => s.own && s.standing !== 'forged' && s.standing !== 'unchecked',
  );
  const free = v.seats.find((s) => s.actors.length < s.count);
  return before?.role ?? free?.role ?? v.seats[0]?.role ?? '';
}

function fieldsOf(asked: PolicyDecision, v: PolicyVersion): AskField[] {
  const role: AskField = {
    name: 'role',
    label: t('policies.signAs'),
    kind: 'choice',
    options: v.seats.map((s) => ({ value: s.role, label: s.role })),
  };
  const comment: AskField = {
    name: 'comment',
    label: asked === 'changes' ? t('policies.whatToChange') : t('policies.comment'),
    kind: 'lines',
  };
  const on: AskField = {
    name: 'for',
    label: t('policies.recordFor'),
    help: t('policies.recordFor.help'),
  };
  if (asked === 'changes') return [comment, role];
  if (asked === 'withdrawn') return [comment];
  return v.terms.recorded ? [role, comment, on] : [role, comment];
}
