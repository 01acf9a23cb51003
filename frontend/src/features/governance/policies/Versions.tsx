import { useState } from 'react';
import { useBackend, usePolicyDiff, type Policy, type PolicyVersion } from '../../../backend';
import { useCommands } from '../../../commands';
import { flushTexts, useWrite } from '../../../editing';
import { formatMoment, formatNumber, t, tAny } from '../../../i18n';
import { Button, Chip, MarkdownView, Note, Section, showToast } from '../../../ui';
import { Differences } from './Differences';
import { Signatures } from './Signatures';
import { short, stateWords, toneOf, whoWords } from './words';

/** Every version that was proposed, the newest first. */
export function Versions({ policy, locked }: { policy: Policy; locked: string | false }) {
  const backend = useBackend();
  const write = useWrite();
  const restore = async (v: PolicyVersion) => {
    // What is typed a moment ago is saved first, so that undo brings it back.
    await flushTexts();
    const done = await write(() => backend.policies.restore(policy.ref, v.hash, 'policies'));
    if (!done) return;
    showToast({
      icon: 'undo',
      text: t('policies.restored', { n: formatNumber(v.number) }),
      topic: 'undo',
      undo: () => void write(() => backend.records.undo(policy.ref, 'policies')),
    });
  };
  const older = policy.versions.filter((v) => !isDraft(policy, v));
  useCommands(
    'pane',
    older.map((v) => ({
      id: `policies.restore.${v.id}`,
      title: 'policies.restoreN' as const,
      params: { n: formatNumber(v.number) },
      icon: 'undo',
      group: 'write' as const,
      when: () => !locked,
      run: () => restore(v),
    })),
  );
  return (
    <Section title={t('policies.versions')}>
      {policy.versions.length === 0 && <p className="small ink-3">{t('policies.noVersions')}</p>}
      {policy.versions.map((v, i) => (
        <Version
          key={v.id}
          policy={policy}
          version={v}
          before={policy.versions[i + 1]}
          locked={locked}
          onRestore={older.includes(v) ? () => void restore(v) : undefined}
        />
      ))}
    </Section>
  );
}

/** The draft says what this version says: nothing would come of putting it there. */
function isDraft(policy: Policy, v: PolicyVersion): boolean {
  if (v.state === 'in_review' || v.state === 'changes_requested') return true;
  return !policy.changed && v.number === policy.next - 1;
}

function Version({
  policy,
  version: v,
  before,
  locked,
  onRestore,
}: {
  policy: Policy;
  version: PolicyVersion;
  before: PolicyVersion | undefined;
  locked: string | false;
  onRestore: (() => void) | undefined;
}) {
  const [open, setOpen] = useState(false);
  return (
    <details
      aria-label={t('policies.version', { n: formatNumber(v.number) })}
      className="policy-version"
      open={open}
      onToggle={(e) => setOpen(e.currentTarget.open)}
    >
      <summary>
        <span className="strong">{t('policies.version', { n: formatNumber(v.number) })}</span>{' '}
        <Chip tone={toneOf(v.state)}>{stateWords(v.state)}</Chip>
        {v.retroactive && <Chip tone="warn">{t('policies.retroactive')}</Chip>}
        {v.terms.ends && <Chip>{t('policies.endsChip')}</Chip>}
        <span className="meta num">
          {t('policies.have', { have: formatNumber(v.have), need: formatNumber(v.need) })}
        </span>
      </summary>
      {open && (
        <div className="policy-version-body">
          {v.damage && <Note tone="warn">{tAny(v.damage)}</Note>}
          <p className="small ink-2">
            {t('policies.proposedBy', { name: whoWords(v.by, v.own), time: formatMoment(v.at) })}{' '}
            {v.from && t('policies.holdsFrom', { time: formatMoment(v.from) })}{' '}
            <span className="mono">{short(v.hash)}</span>
          </p>
          {v.state === 'overtaken' && <p className="small">{t('policies.overtaken')}</p>}
          {v.note && <p>{v.note}</p>}
          {v.retroactive && (
            <p className="small">{t('policies.backdatedWhy', { why: v.terms.backdated })}</p>
          )}
          <Signatures version={v} />
          {before ? (
            <>
              <h4 className="label">{t('policies.since', { n: formatNumber(before.number) })}</h4>
              <Compared policy={policy} from={before} to={v} />
            </>
          ) : (
            <MarkdownView text={v.terms.text} />
          )}
          {onRestore && !v.damage && (
            <Button size="small" icon="undo" off={locked} onClick={onRestore}>
              {t('policies.restore')}
            </Button>
          )}
        </div>
      )}
    </details>
  );
}

function Compared({
  policy,
  from,
  to,
}: {
  policy: Policy;
  from: PolicyVersion;
  to: PolicyVersion;
}) {
  const diff = usePolicyDiff(policy.ref, from.hash, to.hash);
  if (diff.error) return <Note tone="warn">{tAny(diff.error.key, diff.error.params)}</Note>;
  if (!diff.data) return <div aria-busy="true" />;
  return <Differences list={diff.data} />;
}
