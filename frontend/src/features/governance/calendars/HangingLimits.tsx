import { useCalendarLimits, type CalendarLimit } from '../../../backend';
import { t, tn } from '../../../i18n';
import { Note } from '../../../ui';
import { endWords } from '../obligations/words';

const most = 4;

/**
 * The limits whose end this calendar decides, those that an edit moved first: whoever edits
 * it reads here what else they moved, and goes there.
 */
export function HangingLimits({ calendar }: { calendar: string }) {
  const all = useCalendarLimits(calendar);
  const moved = all.filter((l) => l.before);
  const shown = [...moved, ...all.filter((l) => !l.before)].slice(0, Math.max(most, moved.length));
  // The status is there before it says anything, so that a change of it is read out.
  return (
    <div role="status" className="calendar-limits">
      {all.length > 0 && (
        <Note tone={moved.length > 0 ? 'warn' : 'info'}>
          <p className={moved.length > 0 ? 'strong' : ''}>
            {moved.length > 0
              ? tn('calendar.limits.moved', moved.length)
              : tn('calendar.limits.hang', all.length)}
          </p>
          <ul>
            {shown.map((l) => (
              <li key={`${l.ref} ${l.step}`}>
                <a
                  href={`#/governance/obligations/${l.ref}`}
                  aria-label={`${l.step} · ${l.rules} · ${l.about}`}
                >
                  {l.step}
                </a>{' '}
                <span className="meta">
                  {l.rules} · {l.about}
                </span>
                <span className="block">{ends(l)}</span>
              </li>
            ))}
          </ul>
          {all.length > shown.length && (
            <a href="#/governance/obligations">
              {tn('calendar.limits.more', all.length - shown.length)}
            </a>
          )}
        </Note>
      )}
    </div>
  );
}

function ends({ before, end, sure }: CalendarLimit): string {
  const now = end ? endWords(end) : '';
  const said = before ? t('calendar.limits.ends', { before: endWords(before), after: now }) : now;
  return sure ? said : t('obligation.projected', { end: said });
}
