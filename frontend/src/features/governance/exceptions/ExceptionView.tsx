import { wayTo } from '../../../editing';
import { formatDate, formatMoment, formatNumber, t, tAny, tn } from '../../../i18n';
import { Chip, Note, Props } from '../../../ui';
import { WhoseKey } from '../policies/Signatures';
import { proofWords, whoWords } from '../policies/words';
import { OutcomeOpen } from './OutcomeOpen';
import { ExceptionActs, type ActAsked } from './Acts';
import { ChangedSince } from './ChangedSince';
import { oftenOf, type Line } from './lines';
import { soonWords, stateWords, toneOf } from './words';

/** One exception with all that is kept of it, and what can be done about it. */
export function ExceptionView({
  line,
  locked,
  asked,
  onAsk,
  onDone,
}: {
  line: Line;
  locked: string | false;
  asked: ActAsked;
  onAsk: (asked: ActAsked) => void;
  /** Hears in which rule something was done. */
  onDone: (ref: string) => void;
}) {
  const { policy: p, exception: e } = line;
  const often = oftenOf(line);
  const soon = soonWords(e);
  const proof = proofWords(e.proof);
  const way = /^(?:INC|REV)-/u.test(e.incident) ? wayTo(e.incident) : '';
  const rows = [
    { label: t('exceptions.rule'), value: <a href={wayTo(p.ref)}>{p.title}</a> },
    ...(e.incident
      ? [
          {
            label: t('exceptions.incident'),
            value: way ? <a href={way}>{e.incident}</a> : e.incident,
          },
        ]
      : []),
    {
      label: t('exceptions.days'),
      value: t('policies.between', {
        from: formatDate(e.from),
        to: formatDate(e.to),
        zone: e.zone,
      }),
    },
    {
      label: t('exceptions.asked'),
      value: [e.role, whoWords(e.requester, e.own), e.asked && formatMoment(e.asked)]
        .filter(Boolean)
        .join(', '),
    },
    ...(e.approver
      ? [
          {
            label: t('exceptions.answered'),
            value: [
              e.answer && tAny(`exceptionAnswer.${e.answer}`),
              e.approver_role,
              e.approver,
              e.answered && formatMoment(e.answered),
            ]
              .filter(Boolean)
              .join(', '),
          },
        ]
      : []),
    { label: t('policies.justification'), value: e.justification },
    { label: t('policies.risk'), value: e.risk },
    { label: t('policies.control'), value: e.control },
    ...(e.outcome
      ? [
          {
            label: t(e.outcome_open ? 'policies.outcomeForNow' : 'policies.outcome'),
            value: e.outcome,
          },
        ]
      : []),
  ];
  return (
    <article className="exception-view" aria-label={e.procedure}>
      <h2 className="h2">{e.procedure}</h2>
      <div className="exception-chips">
        <Chip tone={toneOf[e.state]}>{stateWords(e)}</Chip>
        {soon && <Chip tone="warn">{soon}</Chip>}
        {e.retroactive && <Chip tone="warn">{t('policies.retroactive')}</Chip>}
      </div>
      {(e.age >= 0 || proof) && (
        <p className="meta num">
          {[e.age >= 0 && tn('policies.age', e.age), proof].filter(Boolean).join(' · ')}
          {e.state === 'forged' && <span className="mono"> {e.device}</span>}
        </p>
      )}
      {e.state === 'undecided' && (
        <Note tone="warn" inset>
          {t('exceptions.undecided')} <a href="#/conflicts">{t('area.conflicts')}</a>
        </Note>
      )}
      {e.outcome_open && <OutcomeOpen inset />}
      <ChangedSince exception={e} />
      {e.proof === 'waits' && <WhoseKey device={e.device} actor={e.approver} />}
      <ExceptionActs
        policy={p}
        exception={e}
        locked={locked}
        keyed
        asked={asked}
        onAsk={onAsk}
        onDone={onDone}
      />
      <Props rows={rows} />
      {often && (
        <Note tone="warn" inset>
          {t('exceptions.oneOfMany', {
            count: formatNumber(often.count),
            days: formatNumber(often.rule.days),
          })}{' '}
          <a href={wayTo(p.ref)}>{t('exceptions.improve')}</a>
        </Note>
      )}
    </article>
  );
}
