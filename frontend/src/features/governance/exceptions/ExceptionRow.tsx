import type { PolicyException } from '../../../backend';
import { formatDate, t } from '../../../i18n';
import { Chip, Icon, type IconName } from '../../../ui';
import { partOf, type Line } from './lines';
import { answeredBy, askedBy, soonWords, stateWords, toneOf } from './words';

const signs = { open: 'question', holds: 'flag', past: 'ring' } as const;

function signOf(line: Line): IconName {
  const { state, wants, outcome_open: open } = line.exception;
  if (state === 'forged' || state === 'improper') return 'warn';
  if (state === 'refused') return 'declined';
  if (open) return 'question';
  return wants ? 'speech' : signs[partOf(line)];
}

/** One thing at a time: what came of it, and then the seal of its answer. */
function wantsOf(e: PolicyException): string {
  if (e.outcome_open) return t('policies.outcomeOpen');
  if (e.wants) return t('exceptions.noOutcome');
  return e.mine ? t('policies.mine') : '';
}

/** One exception: from what, who, how long, and what is done in its place. */
export function ExceptionRow({ line }: { line: Line }) {
  const { policy: p, exception: e } = line;
  const soon = soonWords(e);
  const wants = wantsOf(e);
  return (
    <div className="exception-row">
      <Icon name={signOf(line)} />
      <div className="grow">
        <div className="exception-line">
          <span className="clip strong">{e.procedure}</span>
          {soon && <Chip tone="warn">{soon}</Chip>}
          {wants && <Chip tone="warn">{wants}</Chip>}
          <Chip tone={toneOf[e.state]}>{stateWords(e)}</Chip>
        </div>
        <div className="exception-line meta">
          <span className="clip">
            {p.title}
            {e.incident && <span className="mono"> · {e.incident}</span>}
          </span>
          <span className="num">
            {t('exceptions.span', { from: formatDate(e.from), to: formatDate(e.to) })}
            {e.retroactive && ` · ${t('policies.retroactive')}`}
          </span>
        </div>
        <div className="exception-line meta">
          <span className="clip">{t('exceptions.inItsPlace', { control: e.control })}</span>
          <span className="clip exception-who">
            {[askedBy(e), answeredBy(e)].filter(Boolean).join(' · ')}
          </span>
        </div>
      </div>
    </div>
  );
}
