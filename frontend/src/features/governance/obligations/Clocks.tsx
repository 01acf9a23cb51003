import type { Assessment, ObligationClock } from '../../../backend';
import { useBackend } from '../../../backend';
import { useWrite } from '../../../editing';
import { t, tAny } from '../../../i18n';
import { Button, Chip, IconButton, Section } from '../../../ui';
import type { DutyAsked } from './Asking';
import { showQuestion } from './showQuestion';
import {
  endOf,
  endWords,
  lapsedWords,
  leftWords,
  momentWords,
  readingWords,
  stateOf,
  toneOf,
} from './words';

/** The chain of steps, each with its end, what it waits for, and what was sent. */
export function Clocks({
  assessment: a,
  locked,
  onAsk,
}: {
  assessment: Assessment;
  locked: string | false;
  onAsk: (what: DutyAsked) => void;
}) {
  return (
    <Section title={t('obligations.clocks')}>
      <ol className="duty-clocks">
        {a.clocks.map((k) => (
          <li key={k.step} className={`duty-clock ${k.state === 'not_required' ? 'off' : ''}`}>
            <div className="duty-clock-head">
              <Chip tone={toneOf(k.state, a.signed)}>{stateOf(k.state)}</Chip>
              <h4 className="strong grow">{k.name}</h4>
              {k.state !== 'not_required' && (
                <>
                  <Button
                    size="small"
                    look="quiet"
                    aria-label={t('obligations.draftOf', { what: k.name })}
                    onClick={() => onAsk({ kind: 'draft', clock: k })}
                  >
                    {t('obligations.draft')}
                  </Button>
                  <Button
                    size="small"
                    off={locked}
                    aria-label={t('obligations.submitStep', { what: k.name })}
                    onClick={() => onAsk({ kind: 'submit', clock: k })}
                  >
                    {t('obligations.submit')}
                  </Button>
                </>
              )}
            </div>
            <Standing clock={k} />
            <Sent assessment={a} clock={k} locked={locked} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Standing({ clock: k }: { clock: ObligationClock }) {
  const end = endOf(k);
  if (k.state === 'not_required') return null;
  const open = k.sent.length === 0;
  return (
    <>
      {end && (
        <p className="duty-end num">
          <span className="strong">
            {k.due
              ? k.soft
                ? t('obligation.target', { end: endWords(end) })
                : t('obligations.due', { end: endWords(end) })
              : t('obligation.projected', { end: endWords(end) })}
          </span>
          {open && <span className={end.left < 0 ? 'duty-over' : ''}>{leftWords(end)}</span>}
          {!end.whole && (
            <span className="ink-3">{t('obligations.here', { time: momentWords(end.here) })}</span>
          )}
        </p>
      )}
      <ul className="meta duty-notes">
        <li>{k.recipient}</li>
        {k.soft && <li>{t('obligation.soft')}</li>}
        {lapsedWords(k).map((words) => (
          <li key={words}>{words}</li>
        ))}
        {k.waits_for.map((what) => (
          <li key={what}>{t('obligation.waits_for', { what })}</li>
        ))}
        {k.waits_sent.map((what) => (
          <li key={what}>{t('obligations.waitsSent', { what })}</li>
        ))}
        {k.missing.map((what) => (
          <li key={what}>
            <Button look="text" size="small" onClick={() => showQuestion(what)}>
              {t('obligation.asks', { what })}
            </Button>
          </li>
        ))}
        {k.later.map((l) => (
          <li key={l.reading}>{readingWords(l)}</li>
        ))}
        {k.kept && <li>{t('obligation.kept_end', { end: endWords(k.kept) })}</li>}
        {k.note && <li>{k.note}</li>}
        {k.problem && <li>{tAny(k.problem.key, k.problem.params ?? undefined)}</li>}
      </ul>
    </>
  );
}

function Sent({
  assessment: a,
  clock: k,
  locked,
}: {
  assessment: Assessment;
  clock: ObligationClock;
  locked: string | false;
}) {
  const backend = useBackend();
  const write = useWrite();
  return (
    <>
      {k.sent.map((s) => (
        <p key={s.id} className="duty-line small">
          <span>
            {t('obligation.sent', { at: momentWords(s.day || s.at.case), role: s.by_role })}
          </span>
          {s.late_reason && <span className="ink-2">{s.late_reason}</span>}
          {s.content_hash && (
            <span className="mono ink-3" title={s.content_hash}>
              {t('obligations.hash', { hash: s.content_hash.slice(0, 12) })}
            </span>
          )}
          <IconButton
            icon="close"
            label={t('obligations.removeSent')}
            off={locked}
            onClick={() =>
              void write(() =>
                backend.obligations.removePart(a.ref, `submissions/${s.id}`, 'obligations'),
              )
            }
          />
        </p>
      ))}
    </>
  );
}
