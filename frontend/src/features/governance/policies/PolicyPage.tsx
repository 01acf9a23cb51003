import { useMemo, useState } from 'react';
import { useBackend, type Policy, type PolicyVersion } from '../../../backend';
import { useCommands } from '../../../commands';
import { OpenField, ReviewPlace } from '../../../editing';
import { formatMoment, formatNumber, t, tAny } from '../../../i18n';
import { Button, Chip, IconButton, Note, Section } from '../../../ui';
import { Decide, type DecideAsked } from './Decide';
import type { DraftAsked } from './DraftDialogs';
import { DraftSection } from './DraftSection';
import { Exceptions } from './Exceptions';
import { Signatures } from './Signatures';
import { useRuleUndo } from './useRuleUndo';
import { Versions } from './Versions';
import { kindWords, pendingOf, reviewWords, stateWords, toneOf } from './words';

/** One rule: what holds, who has to sign, the draft, the versions, the exceptions. */
export function PolicyPage({ policy: p, locked }: { policy: Policy; locked: string | false }) {
  const [draft, setDraft] = useState<DraftAsked>(null);
  const [decide, setDecide] = useState<DecideAsked | null>(null);
  const [asking, setAsking] = useState(false);
  const pending = pendingOf(p);
  const place = useMemo(() => ({ review: p.ref, locked: Boolean(locked) }), [p.ref, locked]);
  const own = pending?.signoffs.some(
    (s) =>
      s.own &&
      s.decision !== 'withdrawn' &&
      !['replaced', 'forged', 'unchecked'].includes(s.standing),
  );
  const canPropose = !pending && p.changed && p.draft === 'draft';
  const free = () => !locked;
  useRuleUndo({ undo: p.ref, redo: p.ref }, locked);
  useCommands('pane', [
    {
      id: 'policies.editText',
      title: 'policies.editText',
      keys: ['e'],
      icon: 'pen',
      group: 'write',
      when: free,
      run: () => setDraft({ kind: 'text' }),
    },
    {
      id: 'policies.rename',
      title: 'policies.rename',
      keys: ['F2'],
      icon: 'lines',
      group: 'write',
      when: free,
      run: () => setDraft({ kind: 'title' }),
    },
    {
      id: 'policies.addSetting',
      title: 'policies.addSetting',
      keys: ['a'],
      icon: 'plus',
      group: 'write',
      when: free,
      run: () => setDraft({ kind: 'setting', setting: null }),
    },
    {
      id: 'policies.addSeat',
      title: 'policies.addSeat',
      keys: ['r'],
      icon: 'person',
      group: 'write',
      when: free,
      run: () => setDraft({ kind: 'seat', seat: null }),
    },
    {
      id: 'policies.editDays',
      title: 'policies.editDays',
      keys: ['d'],
      icon: 'clock',
      group: 'write',
      when: free,
      run: () => setDraft({ kind: 'dates' }),
    },
    {
      id: 'policies.propose',
      title: 'policies.propose',
      keys: ['p'],
      icon: 'takeOut',
      group: 'say',
      when: () => free() && canPropose,
      run: () => setDecide('propose'),
    },
    {
      id: 'policies.approve',
      title: 'policies.approve',
      keys: ['s'],
      icon: 'check',
      group: 'say',
      when: () => free() && pending !== undefined,
      run: () => setDecide('approve'),
    },
    {
      id: 'policies.askChanges',
      title: 'policies.askChanges',
      keys: ['c'],
      icon: 'speech',
      group: 'say',
      when: () => free() && pending !== undefined,
      run: () => setDecide('changes'),
    },
    {
      id: 'policies.withdraw',
      title: 'policies.withdraw',
      keys: ['w'],
      icon: 'undo',
      group: 'say',
      when: () => free() && own === true,
      run: () => setDecide('withdrawn'),
    },
    {
      id: 'policies.retire',
      title: 'policies.retire',
      icon: 'declined',
      group: 'say',
      removes: true,
      when: () => free() && p.force !== undefined && !pending,
      run: () => setDecide('retire'),
    },
    {
      id: 'policies.askException',
      title: 'policies.askException',
      keys: ['x'],
      icon: 'flag',
      group: 'write',
      when: free,
      run: () => setAsking(true),
    },
  ]);

  return (
    <ReviewPlace value={place}>
      <article className="policy-page">
        <header>
          <p className="meta">
            <span className="mono">{p.ref}</span> · {kindWords(p.kind)}
          </p>
          {draft?.kind === 'title' ? (
            <Rename policy={p} onClose={() => setDraft(null)} />
          ) : (
            <div className="policy-title">
              <h2 className="h1">{p.title}</h2>
              <IconButton
                icon="pen"
                label={t('policies.rename')}
                off={locked}
                onClick={() => setDraft({ kind: 'title' })}
              />
            </div>
          )}
          <InForce policy={p} />
          {(p.terms.title !== p.title || p.terms.kind !== p.kind) && (
            <p className="small ink-2">
              {t('policies.draftCalled', { title: p.terms.title, kind: kindWords(p.terms.kind) })}
            </p>
          )}
          <div className="policy-page-acts">
            {canPropose && (
              <Button
                look="primary"
                icon="takeOut"
                keys="p"
                off={locked}
                onClick={() => setDecide('propose')}
              >
                {t('policies.proposeN', { n: formatNumber(p.next) })}
              </Button>
            )}
            {p.force && !pending && (
              <Button look="quiet" off={locked} onClick={() => setDecide('retire')}>
                {t('policies.retire')}
              </Button>
            )}
          </div>
        </header>
        {p.why && <Note tone="warn">{t('policies.undecidedWhy', { why: tAny(p.why) })}</Note>}
        {p.draft === 'undecided' && !p.why && (
          <Note tone="warn">{t('policies.draftUndecided')}</Note>
        )}
        {pending && (
          <Pending
            version={pending}
            locked={locked}
            own={own === true}
            onDecide={(what) => setDecide(what)}
          />
        )}
        <DraftSection policy={p} locked={locked} asked={draft} onAsk={setDraft} />
        <Versions policy={p} locked={locked} />
        <Exceptions policy={p} locked={locked} asking={asking} onAsk={setAsking} />
        {decide && (
          <Decide policy={p} pending={pending} asked={decide} onClose={() => setDecide(null)} />
        )}
      </article>
    </ReviewPlace>
  );
}

/** The title, open: what somebody else wrote there meanwhile is not written over. */
function Rename({ policy: p, onClose }: { policy: Policy; onClose: () => void }) {
  const backend = useBackend();
  return (
    <OpenField
      tall
      label={t('policies.titleOf')}
      text={p.terms.title}
      save={async (text, seen) => {
        const value = text.trim();
        if (value === '' || value === seen) return;
        await backend.policies.set(
          p.ref,
          JSON.stringify([{ path: 'title', base: seen, value }]),
          'policies',
        );
      }}
      close={onClose}
    />
  );
}

function InForce({ policy: p }: { policy: Policy }) {
  const review = reviewWords(p);
  return (
    <p className="policy-force">
      <Chip tone={toneOf(p.state)}>{stateWords(p.state)}</Chip>{' '}
      {p.force && (
        <span>
          {t('policies.holdsSince', {
            n: formatNumber(p.force.number),
            time: formatMoment(p.force.from),
          })}
        </span>
      )}
      {p.force?.alone && <Chip tone="warn">{t('policies.aloneShort')}</Chip>}
      {p.force?.retroactive && <Chip tone="warn">{t('policies.retroactive')}</Chip>}
      {review && <span className={review.late ? 'policy-late' : 'ink-2'}> · {review.words}</span>}
      {p.force && <span className="mono ink-3"> {p.force.hash.slice(0, 12)}</span>}
    </p>
  );
}

function Pending({
  version: v,
  locked,
  own,
  onDecide,
}: {
  version: PolicyVersion;
  locked: string | false;
  own: boolean;
  onDecide: (what: DecideAsked) => void;
}) {
  return (
    <Section
      title={t('policies.waits', { n: formatNumber(v.number) })}
      aside={v.state !== 'in_review' && <Chip tone={toneOf(v.state)}>{stateWords(v.state)}</Chip>}
    >
      {v.note && <p>{v.note}</p>}
      <Signatures version={v} />
      <div className="policy-page-acts">
        <Button
          look={own ? 'plain' : 'primary'}
          icon="check"
          keys="s"
          off={locked}
          onClick={() => onDecide('approve')}
        >
          {t('policies.approve')}
        </Button>
        <Button icon="speech" keys="c" off={locked} onClick={() => onDecide('changes')}>
          {t('policies.askChanges')}
        </Button>
        {own && (
          <Button look="quiet" keys="w" off={locked} onClick={() => onDecide('withdrawn')}>
            {t('policies.withdraw')}
          </Button>
        )}
      </div>
    </Section>
  );
}
