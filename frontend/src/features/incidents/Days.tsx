import { useState, type Ref } from 'react';
import type { IncidentQuery } from '../../backend';
import { t } from '../../i18n';
import { isDay, TextField } from '../../ui';

type Bounds = Pick<IncidentQuery, 'from' | 'to'>;

/**
 * The days the list is about, both of them in it; an empty one is no bound. A day counts as
 * soon as it is one, and what is no day yet leaves the list as it is.
 */
export function Days({
  from,
  to,
  firstRef,
  onDays,
}: Bounds & { firstRef: Ref<HTMLInputElement>; onDays: (days: Bounds) => void }) {
  const [typed, setTyped] = useState<Bounds>({ from, to });
  const [seen, setSeen] = useState<Bounds>({ from, to });
  const [left, setLeft] = useState(true);
  if (seen.from !== from || seen.to !== to) {
    setSeen({ from, to });
    // Changed from elsewhere: the filter was cleared, or an import is shown.
    if (!fits(typed) || typed.from.trim() !== from || typed.to.trim() !== to)
      setTyped({ from, to });
  }
  function take(next: Bounds) {
    setTyped(next);
    setLeft(false);
    const days = { from: next.from.trim(), to: next.to.trim() };
    if (fits(next) && (days.from !== from || days.to !== to)) onDays(days);
  }
  const noDay = (text: string) =>
    left && !good(text.trim()) ? t('measures.period.noDay') : undefined;
  const backwards = good(typed.from.trim()) && good(typed.to.trim()) && !fits(typed);
  const rest = { small: true, placeholder: t('governance.datePlace'), onBlur: () => setLeft(true) };
  return (
    <fieldset className="incident-facet">
      <legend className="label">{t('incident.days')}</legend>
      <div className="incident-days">
        <TextField
          ref={firstRef}
          label={t('incident.daysFrom')}
          keys="d"
          value={typed.from}
          wrong={noDay(typed.from)}
          onChange={(value) => take({ ...typed, from: value })}
          {...rest}
        />
        <TextField
          label={t('incident.daysTo')}
          value={typed.to}
          wrong={noDay(typed.to) ?? (backwards ? t('measures.period.backwards') : undefined)}
          onChange={(value) => take({ ...typed, to: value })}
          {...rest}
        />
      </div>
    </fieldset>
  );
}

const good = (text: string) => text === '' || isDay(text);

function fits(b: Bounds): boolean {
  const [from, to] = [b.from.trim(), b.to.trim()];
  return good(from) && good(to) && (from === '' || to === '' || from <= to);
}
