import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useBackend, type Assessment } from '../../../backend';
import { useCommands } from '../../../commands';
import { useWrite } from '../../../editing';
import { formatDate, t, tAny, tn } from '../../../i18n';
import { Button, Chip, copyText, Note, Section, showToast } from '../../../ui';
import { Asking, type DutyAsked } from './Asking';
import { Clocks } from './Clocks';
import { Questions } from './Questions';
import { Pauses } from './Pauses';
import {
  cardText,
  decisionWords,
  momentWords,
  nextOf,
  outside,
  outsideWords,
  signedWords,
} from './words';

const origin = 'obligations';

/** One incident under one set of rules: the clocks, what is asked, what was decided. */
export function AssessmentPage({
  assessment: a,
  locked,
}: {
  assessment: Assessment;
  locked: string | false;
}) {
  const backend = useBackend();
  const write = useWrite();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<DutyAsked>(null);
  const next = nextOf(a) ?? a.clocks.find((k) => k.soft && k.state === 'running');
  const free = () => !locked;
  const sound = () => free() && !a.problem;
  const undo = async (way: 'undo' | 'redo') => {
    const done = await write(() => backend.records[way](a.ref, origin));
    if (!done) return;
    const what = tAny(done.label.key, done.label.params);
    const text = t(way === 'undo' ? 'undo.done' : 'redo.done', { what });
    showToast({ icon: done.done ? way : 'info', text: done.done ? text : what, topic: 'undo' });
  };

  const copy = async () => {
    const done = await copyText(cardText(a));
    showToast({ icon: done ? 'check' : 'warn', text: t(done ? 'copy.done' : 'copy.not') });
  };
  const proposed = a.standing === 'proposed';

  useCommands('pane', [
    {
      id: 'obligations.copy',
      title: 'obligations.copy',
      keys: ['y'],
      icon: 'takeOut',
      group: 'file',
      run: copy,
    },
    {
      id: 'obligations.calendar',
      title: 'obligations.calendar',
      keys: ['b'],
      icon: 'clock',
      group: 'write',
      when: free,
      run: () => setAsked({ kind: 'calendar' }),
    },
    {
      id: 'obligations.undo',
      title: 'act.undo',
      keys: ['Ctrl+z'],
      icon: 'undo',
      group: 'everywhere',
      when: free,
      run: () => undo('undo'),
    },
    {
      id: 'obligations.redo',
      title: 'act.redo',
      keys: ['Ctrl+Shift+z'],
      icon: 'redo',
      group: 'everywhere',
      when: free,
      run: () => undo('redo'),
    },
    {
      id: 'obligations.decide',
      title: 'obligations.decide',
      keys: ['d'],
      icon: 'check',
      group: 'say',
      when: free,
      run: () => setAsked({ kind: 'decide' }),
    },
    {
      id: 'obligations.submit',
      title: 'obligations.submit',
      keys: ['s'],
      icon: 'takeOut',
      group: 'say',
      when: () => sound() && next !== undefined,
      run: () => next && setAsked({ kind: 'submit', clock: next }),
    },
    {
      id: 'obligations.state',
      title: 'obligations.state',
      keys: ['t'],
      icon: 'clock',
      group: 'write',
      when: () => sound() && a.events.length > 0,
      run: () => {
        const event = a.events.find((e) => !e.at) ?? a.events[0];
        if (event) setAsked({ kind: 'event', event });
      },
    },
    {
      id: 'obligations.draft',
      title: 'obligations.draft',
      keys: ['f'],
      icon: 'pen',
      group: 'say',
      when: () => sound() && next !== undefined,
      run: () => next && setAsked({ kind: 'draft', clock: next }),
    },
    {
      id: 'obligations.pause',
      title: 'obligations.pause',
      keys: ['p'],
      icon: 'plus',
      group: 'write',
      when: () => sound() && a.pausable,
      run: () => setAsked({ kind: 'pause' }),
    },
  ]);

  return (
    <article className={`duty-page ${a.signed ? '' : 'duty-unsigned'}`}>
      <header>
        <p className="meta">
          <span className="mono">{a.ref}</span> · {a.jurisdiction} · {a.authority}
        </p>
        <h2 className="h1">{a.pack_name}</h2>
        <p>
          <a href={`#/${a.subject_kind}s/${a.subject_ref}`}>{a.subject_title || a.subject_ref}</a>{' '}
          <span className="mono ink-3">{a.subject_ref}</span>
        </p>
        <p className="duty-line small">
          {a.signed ? (
            <Chip tone={a.alone ? 'warn' : 'ok'}>
              {t(a.alone ? 'obligation.signed_alone' : 'obligation.signed', { rule: a.rule })}
            </Chip>
          ) : (
            <Chip>{signedWords(a)}</Chip>
          )}
          {a.applies && a.applies !== 'applies' && (
            <Chip tone="warn">{tAny(`obligation.pack_state.${a.applies}`)}</Chip>
          )}
          {a.zone && <span className="ink-2">{t('obligations.countedIn', { zone: a.zone })}</span>}
          <span className="ink-2" title={a.calendar_version || undefined}>
            {a.calendar_name
              ? t('obligations.countedBy', { name: a.calendar_name })
              : t('obligations.weekdays')}
          </span>
          <Button
            look="text"
            size="small"
            off={locked}
            onClick={() => setAsked({ kind: 'calendar' })}
          >
            {t('obligations.calendar.act')}
          </Button>
          <Button look="quiet" size="small" keys="y" onClick={() => void copy()}>
            {t('obligations.copy')}
          </Button>
        </p>
      </header>
      {outside(a) && <Note tone="info">{outsideWords(a)}</Note>}
      {proposed && <Note tone="info">{t('obligation.proposal')}</Note>}
      {a.superseded && (
        <Note tone="info">
          {a.ended
            ? t('obligation.ended', { rule: a.superseded, day: formatDate(a.ended, 'long') })
            : t('obligation.superseded', { rule: a.superseded })}
        </Note>
      )}
      {!a.signed && !proposed && !a.superseded && (
        <Note
          tone="info"
          acts={
            <Button
              look="text"
              size="small"
              off={locked}
              onClick={() =>
                void write(async () => {
                  const ref = await backend.obligations.propose(a.pack, origin);
                  await navigate({
                    to: '/governance/$tab/$record',
                    params: { tab: 'policies', record: ref },
                  });
                  showToast({ icon: 'info', text: t('obligations.proposed', { ref }) });
                })
              }
            >
              {t('obligations.propose')}
            </Button>
          }
        >
          {t('obligation.unsigned')}
        </Note>
      )}
      {a.undecided > 0 && <Note tone="warn">{tn('obligations.undecided', a.undecided)}</Note>}
      {a.problem && <Note tone="warn">{tAny(a.problem.key, a.problem.params ?? undefined)}</Note>}
      {a.calendar_kept && a.calendar_version && a.calendar_kept !== a.calendar_version && (
        <Note tone="info">
          {t('obligation.calendar_changed', {
            calendar: a.calendar_name,
            kept: a.calendar_kept,
            version: a.calendar_version,
          })}
        </Note>
      )}
      {a.changed && <Note tone="info">{t('obligations.changed')}</Note>}
      <Section
        title={t('obligations.decision')}
        aside={
          <Button keys="d" off={locked} onClick={() => setAsked({ kind: 'decide' })}>
            {t('obligations.decide')}
          </Button>
        }
      >
        <p>
          <Chip tone={a.decision === '' ? 'warn' : 'neutral'}>{decisionWords(a)}</Chip>{' '}
          {a.decision && (
            <span className="ink-2">
              {t('obligations.decidedBy', {
                role: a.decided_by,
                time: momentWords(a.decided?.case ?? a.decided_at),
              })}
              {a.approved_by && ` ${t('obligations.approvedBy', { role: a.approved_by })}`}
            </span>
          )}
        </p>
        {a.reason && <p>{a.reason}</p>}
        {a.against.map((m) => (
          <Note key={m.key} tone="warn">
            {tAny(m.key, m.params ?? undefined)}
          </Note>
        ))}
      </Section>
      <Clocks assessment={a} locked={locked} onAsk={setAsked} />
      <Questions assessment={a} locked={locked} onAsk={setAsked} />
      {(a.pausable || a.pauses.length > 0) && (
        <Pauses assessment={a} locked={locked} onAsk={setAsked} />
      )}
      <Section title={t('obligations.sources')}>
        <p className="small ink-2">
          {t('obligations.packHash')} <span className="mono duty-hash">{a.pack_hash}</span>
        </p>
        {a.notes.map((n) => (
          <p key={n}>{n}</p>
        ))}
        <ul className="small ink-2">
          {a.sources.map((s) => (
            <li key={s.text}>
              {s.text} ({tAny(`obligation.read.${s.read}`)})
            </li>
          ))}
        </ul>
      </Section>
      <Asking assessment={a} asked={asked} onClose={() => setAsked(null)} />
    </article>
  );
}
