import type { Review } from '../../backend';
import { Undecided } from '../../editing';
import { t, tAny, tn } from '../../i18n';
import { Icon } from '../../ui';
import { kindSigns, plainWords, type Row } from './rows';

/** Says that pictures belong to the entry. */
function Shows({ review, entry }: { review: Review; entry: string }) {
  const n = review.pictures.filter((p) => p.about === `timeline/${entry}`).length;
  if (n === 0) return null;
  return <Icon name="picture" className="ink-3" label={tn('picture.ofEntry', n)} />;
}

/** One row of the list: an entry, or the heading of a day or phase. */
export function EntryRow({ row, review }: { row: Row; review: Review }) {
  if (row.kind === 'date') return <div className="entry-date h3">{row.title}</div>;
  if (row.kind === 'phase') {
    return (
      <div className="entry-phase">
        <span className="h3">{row.title}</span> <span className="meta">{row.note}</span>
      </div>
    );
  }
  const { entry, time, causes } = row;
  return (
    <div className="entry">
      <span className={`entry-time ${time.unread ? 'unread' : time.backwards ? 'backwards' : ''}`}>
        {time.before && (
          <s className="struck">
            <span className="unseen">{t('timeline.was')} </span>
            {time.before}
          </s>
        )}
        {time.unread && <Icon name="warn" className="warn" label={t('timeline.unread')} />}
        {time.backwards && <Icon name="warn" className="warn" label={t('timeline.endBefore')} />}
        <span>{time.text}</span>
        {time.zone && <span className="entry-zone">{` ${time.zone}`}</span>}
      </span>
      <span className="entry-kind">
        {entry.kind && <Icon name={kindSigns[entry.kind]} label={tAny(`entry.${entry.kind}`)} />}
      </span>
      <span className="entry-role">{entry.role}</span>
      <span className="entry-text">
        {plainWords(entry.text) || <span className="ink-3">{t('timeline.noWords')}</span>}{' '}
        <Shows review={review} entry={entry.id} />
        <Undecided inRow review={review} path={`timeline/${entry.id}`} />
      </span>
      <span className="entry-causes meta num">
        {causes > 0 && (
          <>
            <Icon name="fishbone" />
            <span aria-hidden>{causes}</span>
            <span className="unseen">{tn('timeline.causes', causes)}</span>
          </>
        )}
      </span>
    </div>
  );
}
