import type { Ref } from 'react';
import type { Review, ShownTimes, Silence, ZoneMode } from '../../backend';
import { clockText } from '../../editing';
import { formatMinutes, formatNumber, t, tn } from '../../i18n';
import { Button, IconButton, TextField, Tooltip } from '../../ui';
import { zonesSaid } from './rows';

/** How many entries, in which zone their times are shown, and the filter. */
export function Tools({
  review,
  shownCount,
  zone,
  strip,
  onStrip,
  filter,
  onFilter,
  onDown,
  fieldRef,
}: {
  review: Review;
  shownCount: number;
  zone: { mode: ZoneMode; shown: ShownTimes | undefined; toNext: () => void };
  /** Whether the strip stands above the list; none where a window has no room for it. */
  strip: boolean | undefined;
  onStrip: () => void;
  filter: string;
  onFilter: (text: string) => void;
  onDown: () => void;
  fieldRef: Ref<HTMLInputElement>;
}) {
  const all = review.timeline.length;
  const silence = longest(zone.shown?.silences ?? []);
  const corrected = review.timeline.filter((e) => e.times.length > 1).length;
  return (
    <div className="timeline-tools">
      <h2 className="h3" role="status">
        {filter
          ? t('timeline.shownOf', { shown: formatNumber(shownCount), total: formatNumber(all) })
          : tn('count.entries', all)}
      </h2>
      {corrected > 0 && !filter && (
        <span className="meta timeline-corrected">{tn('timeline.correctedCount', corrected)}</span>
      )}
      {silence && !filter && (
        <Tooltip text={t('timeline.silentLeast', { least: formatMinutes(silence.least) })}>
          <span className="meta timeline-silent">
            {t('timeline.silent', {
              length: formatMinutes(silence.minutes),
              time: clockText(silence.at),
            })}
          </span>
        </Tooltip>
      )}
      <span className="grow" />
      {all > 0 && (
        <>
          {all > 1 && strip !== undefined && (
            <IconButton
              icon="eye"
              size="small"
              label={t('timeline.strip.toggle')}
              keys="v"
              aria-pressed={strip}
              onClick={onStrip}
            />
          )}
          <Button look="quiet" size="small" icon="clock" onClick={zone.toNext} keys="z">
            {zoneWords(zone.shown?.zone || review.incident.zone, review)}
          </Button>
          <TextField
            ref={fieldRef}
            label={t('timeline.filter')}
            hideLabel
            small
            icon="search"
            placeholder={t('timeline.filterHint')}
            value={filter}
            onChange={onFilter}
            onKeyDown={(e) => {
              if (e.key === 'Escape' && filter) onFilter('');
              else if (e.key === 'ArrowDown' || e.key === 'Enter' || e.key === 'Escape') onDown();
              else return;
              e.preventDefault();
              e.stopPropagation();
            }}
          />
        </>
      )}
    </div>
  );
}

/** The silence worth a word beside the count; all of them stand in the strip. */
function longest(silences: readonly Silence[]): Silence | undefined {
  return silences.toSorted((a, b) => b.minutes - a.minutes)[0];
}

function zoneWords(name: string, review: Review): string {
  // A machine that does not say its zone by name is called so by Go.
  if (name === 'Local') return t('timeline.zone.local');
  if (name) return t('timeline.zone.in', { zone: name });
  const [one = '', ...others] = zonesSaid(review.timeline);
  if (others.length > 0) return t('timeline.zone.each');
  return one ? t('timeline.zone.in', { zone: one }) : t('timeline.zone.asStated');
}
