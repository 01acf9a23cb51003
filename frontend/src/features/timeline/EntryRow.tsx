import type { Review } from '../../backend';
import { CommentsSign, PicturesSign, Undecided } from '../../editing';
import { t, tn, tValue } from '../../i18n';
import { Icon } from '../../ui';
import { kindSigns, plainWords, type Row } from './rows';

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
        {entry.kind && <Icon name={kindSigns[entry.kind]} label={tValue('entry', entry.kind)} />}
      </span>
      <span className="entry-role">
        {[entry.role, entry.workstream].filter(Boolean).join(' · ')}
      </span>
      <span className="entry-text">
        {plainWords(entry.text) || <span className="ink-3">{t('timeline.noWords')}</span>}{' '}
        <PicturesSign review={review} path={`timeline/${entry.id}`} />
        <CommentsSign review={review} path={`timeline/${entry.id}`} />
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
