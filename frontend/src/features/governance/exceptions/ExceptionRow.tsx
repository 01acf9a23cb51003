import { formatDate, t, tAny } from '../../../i18n';
import { Chip, Icon, type IconName } from '../../../ui';
import { partOf, type Line } from './lines';
import { answeredBy, askedBy, restsOn, soonWords, toneOf } from './words';

const signs = { open: 'question', holds: 'flag', past: 'ring' } as const;

function signOf(line: Line): IconName {
  const { state, wants } = line.exception;
  if (state === 'forged' || state === 'improper') return 'warn';
  if (state === 'refused') return 'declined';
  return wants ? 'speech' : signs[partOf(line)];
}

/** One exception: from what, who, how long, and what is done in its place. */
export function ExceptionRow({ line }: { line: Line }) {
  const { policy: p, exception: e } = line;
  const soon = soonWords(e);
  const rests = restsOn(e);
  return (
    <div className="exception-row">
      <Icon name={signOf(line)} />
      <div className="clip strong">{e.procedure}</div>
      <div className="exception-chips">
        {soon && <Chip tone="warn">{soon}</Chip>}
        {e.retroactive && <Chip tone="warn">{t('policies.retroactive')}</Chip>}
        <Chip tone={toneOf[e.state]}>{tAny(`exceptionState.short.${e.state}`)}</Chip>
      </div>
      <div className="meta clip">
        {p.title}
        {e.incident && <span className="mono"> · {e.incident}</span>}
      </div>
      <div className="meta num exception-when">
        {t('exceptions.span', { from: formatDate(e.from), to: formatDate(e.to) })}
      </div>
      <div className="meta clip">{t('exceptions.inItsPlace', { control: e.control })}</div>
      <div className="meta clip exception-when">
        {[askedBy(e), answeredBy(e), e.wants ? t('exceptions.noOutcome') : rests]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </div>
  );
}
