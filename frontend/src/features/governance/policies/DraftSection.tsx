import { useMemo, useRef } from 'react';
import { useBackend, type Backend, type Policy, type PolicyVersion } from '../../../backend';
import { SavedMarkdown, useWrite, type TextStore } from '../../../editing';
import { formatNumber, t } from '../../../i18n';
import { Button, IconButton, Note, Props, Section } from '../../../ui';
import { Differences } from './Differences';
import { DraftDialogs, type DraftAsked } from './DraftDialogs';
import { daysOf, InForceTerms } from './InForceTerms';

const origin = 'policies';

/** What is being written: the text, its settings, who signs, and the days. */
export function DraftSection({
  policy: p,
  locked,
  asked,
  onAsk,
}: {
  policy: Policy;
  locked: string | false;
  asked: DraftAsked;
  onAsk: (asked: DraftAsked) => void;
}) {
  const backend = useBackend();
  const write = useWrite();
  const { terms } = p;
  const remove = (path: string) =>
    void write(() => backend.policies.removePart(p.ref, path, origin));
  const held = heldOf(p);
  // While another version is in force, what is written here is said to be the draft.
  const named = (what: string) =>
    held ? t('policies.ofDraft', { what, n: formatNumber(p.next) }) : what;
  // Two devices may each have asked for one: a proposal is refused until one line is gone.
  const plain = (role: string) => role.trim().toLowerCase();
  const twice = terms.seats.find((s, i) =>
    terms.seats.some((x, j) => j < i && plain(x.role) === plain(s.role)),
  );
  return (
    <>
      {held && <InForceTerms version={held} />}
      <DraftText policy={p} locked={locked} open={asked?.kind === 'text'} onAsk={onAsk} />
      <Section
        title={named(t('policyPart.settings'))}
        aside={
          <Button
            size="small"
            icon="plus"
            keys="a"
            off={locked}
            onClick={() => onAsk({ kind: 'setting', setting: null })}
          >
            {t('policies.addSetting')}
          </Button>
        }
      >
        {terms.settings.length === 0 && <p className="small ink-3">{t('policies.noSettings')}</p>}
        {terms.settings.length > 0 && (
          <table className="policy-table">
            <caption className="unseen">{t('policyPart.settings')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('policies.name')}</th>
                <th scope="col">{t('policies.value')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {terms.settings.map((s) => (
                <tr key={s.id}>
                  <th scope="row">{s.name}</th>
                  <td>
                    {s.value}
                    {s.note && <div className="small ink-3">{s.note}</div>}
                  </td>
                  <td className="policy-acts">
                    <IconButton
                      icon="pen"
                      label={t('policies.changeOf', { name: s.name })}
                      off={locked}
                      onClick={() => onAsk({ kind: 'setting', setting: s })}
                    />
                    <IconButton
                      icon="trash"
                      label={t('policies.removeOf', { name: s.name })}
                      off={locked}
                      onClick={() => remove(`settings/${s.id}`)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {terms.data.length > 0 && (
          <table className="policy-table">
            <caption className="small ink-2">{t('policies.dataTable')}</caption>
            <tbody>
              {terms.data.map((d) => (
                <tr key={d.name}>
                  <th scope="row">{d.name}</th>
                  <td>{d.value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      <Section
        title={named(t('policyPart.seats'))}
        aside={
          <Button
            size="small"
            icon="plus"
            keys="r"
            off={locked}
            onClick={() => onAsk({ kind: 'seat', seat: null })}
          >
            {t('policies.addSeat')}
          </Button>
        }
      >
        {terms.seats.length === 0 && <p className="small ink-3">{t('policies.noSeats')}</p>}
        {twice && <Note tone="warn">{t('policy.seat_twice', { role: twice.role })}</Note>}
        <ul className="policy-seats">
          {terms.seats.map((s) => (
            <li key={s.id}>
              <span className="grow">
                {s.role}
                {s.count > 1 && (
                  <span className="ink-3">
                    {' '}
                    {t('policies.people', { n: formatNumber(s.count) })}
                  </span>
                )}
              </span>
              <IconButton
                icon="trash"
                label={t('policies.removeOf', { name: s.role })}
                off={locked}
                onClick={() => remove(`seats/${s.id}`)}
              />
            </li>
          ))}
        </ul>
      </Section>
      <Section
        title={named(t('policies.days'))}
        aside={
          <Button
            size="small"
            icon="clock"
            keys="d"
            off={locked}
            onClick={() => onAsk({ kind: 'dates' })}
          >
            {t('policies.editDays')}
          </Button>
        }
      >
        <Props rows={daysOf(terms)} />
      </Section>
      {p.force && p.changed && (
        <Section title={t('policies.since', { n: formatNumber(p.force.number) })}>
          <Differences list={p.since} />
        </Section>
      )}
      <DraftDialogs policy={p} asked={asked} onClose={() => onAsk(null)} />
    </>
  );
}

/** The version in force, where the draft says something else by now. */
function heldOf(p: Policy): PolicyVersion | undefined {
  return p.changed ? p.versions.find((v) => v.hash === p.force?.hash) : undefined;
}

/** Where the text of a draft is kept; it knows the question that a save has raised. */
function storeOf(backend: Backend, ref: string): TextStore {
  let question = '';
  return {
    save: async (base, text, by) => {
      const saved = await backend.policies.saveText(ref, base, text, by);
      question = saved.question || question;
      return saved;
    },
    settle: (by) =>
      backend.reviews.settleConflict(ref, question, { keep: '1', text: '', why: '', seen: [] }, by),
  };
}

/** The text of the draft. What is typed is saved as it is typed, as in a review. */
function DraftText({
  policy: p,
  locked,
  open,
  onAsk,
}: {
  policy: Policy;
  locked: string | false;
  open: boolean;
  onAsk: (asked: DraftAsked) => void;
}) {
  const backend = useBackend();
  const opener = useRef<HTMLButtonElement>(null);
  const store = useMemo(() => storeOf(backend, p.ref), [backend, p.ref]);
  const waits = p.draft === 'in_review' || p.draft === 'changes_requested';
  const held = p.changed ? undefined : p.versions.find((v) => v.hash === p.force?.hash);
  const holds = held !== undefined && !open;
  return (
    <Section
      title={
        holds
          ? t('policies.textInForce', { n: formatNumber(held.number) })
          : t('policies.draftOf', { n: formatNumber(p.next) })
      }
      aside={
        <Button
          ref={opener}
          size="small"
          icon="pen"
          keys="e"
          off={locked}
          onClick={() => onAsk({ kind: 'text' })}
        >
          {t('policies.editText')}
        </Button>
      }
    >
      {open && waits && <Note tone="warn">{t('policies.voids')}</Note>}
      <SavedMarkdown
        review={p.ref}
        path="text"
        value={p.terms.text}
        rev={p.rev}
        label={t('policyPart.text')}
        empty={<p className="small ink-3">{t('policies.noText')}</p>}
        open={open && !locked}
        onOpen={() => onAsk({ kind: 'text' })}
        onClose={(byKey) => {
          onAsk(null);
          if (byKey) opener.current?.focus();
        }}
        off={Boolean(locked)}
        minLines={14}
        store={store}
      />
      {open && <p className="meta">{t('policies.text.help')}</p>}
    </Section>
  );
}
