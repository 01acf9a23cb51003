import type { HistoryRow, Review } from '../../backend';
import { clockOf, formatDate, t, tn } from '../../i18n';
import { Chip, Icon, type IconName } from '../../ui';
import {
  besideWords,
  changedWords,
  clipped,
  originWords,
  stepWords,
  valueWords,
  whoWords,
  writtenWords,
} from './words';

const signs: Record<string, IconName> = { undo: 'undo', redo: 'redo' };

/**
 * One step; open, it shows the words before and after. In the line of one field
 * (`path`) every step is open, and only a part says which of its fields is meant.
 */
export function StepRow({
  review,
  row,
  open,
  path = '',
}: {
  review: Review;
  row: HistoryRow;
  open: boolean;
  path?: string;
}) {
  const changes = row.changes;
  const first = changes[0];
  const place = first && first.path !== '' ? changedWords(review, first) : '';
  return (
    <div className={`step-row ${path ? 'of-line' : ''}`}>
      <div className="step-line">
        {!path && <Icon name={open ? 'chevronDown' : 'chevronRight'} className="step-chevron" />}
        <span className="mono step-time">
          <span className="unseen">{formatDate(row.at)} </span>
          {clockOf(row.at)}
        </span>
        <Icon name={signs[row.kind] ?? 'pen'} />
        <span className={`step-words ${row.undone ? 'struck' : ''}`}>
          <span className="step-label">{stepWords(row)}</span>
          {!open && place && <span className="ink-3 step-place">{place}</span>}
        </span>
        {row.undone && <Chip icon="undo">{t('history.undone')}</Chip>}
        <span className="meta step-origin">{whoWords(row)}</span>
      </div>
      {/* Why somebody decided or corrected it is what a reader of a list looks for. */}
      {row.why && <p className="small step-why">{t('history.why', { why: row.why })}</p>}
      {open && (
        <ul className="step-changes">
          {writtenWords(row) && <li className="meta">{writtenWords(row)}</li>}
          {originWords(row) && <li className="meta">{originWords(row)}</li>}
          {changes.slice(0, shownChanges).map((c, i) => (
            <li key={`${c.path}-${i}`}>
              {c.path !== path && <div className="meta">{changedWords(review, c)}</div>}
              <Words
                lead={c.lead}
                before={valueWords(review, c.path, c.before)}
                after={valueWords(review, c.path, c.after)}
                tail={c.tail}
                moved={c.path.endsWith('/rank')}
              />
            </li>
          ))}
          {changes.length > shownChanges && (
            <li className="meta">{tn('history.moreChanges', changes.length - shownChanges)}</li>
          )}
          {row.beside.map((b, i) => (
            <li key={`beside-${i}`}>{besideWords(b)}</li>
          ))}
          {changes.length + row.beside.length === 0 && (
            <li className="meta">{t('history.noChanges')}</li>
          )}
        </ul>
      )}
    </div>
  );
}

/** An import may touch hundreds of fields; the first ones say what it was. */
const shownChanges = 40;

/** So many characters of a value are read in a list; all of it stands in the review of then. */
const shownWords = 900;

function Words({
  lead,
  before,
  after,
  tail,
  moved,
}: {
  lead: string;
  before: string;
  after: string;
  tail: string;
  moved: boolean;
}) {
  if (moved) return <p className="small ink-2">{t('history.movedTo')}</p>;
  if (!before && !after) return null;
  return (
    <p className="step-hunk">
      {lead && <span className="ink-3">{lead}</span>}
      {before && (
        <del>
          <span className="unseen">{t('history.was')} </span>
          {clipped(before, shownWords)}
        </del>
      )}
      {before && after && ' '}
      {after && (
        <ins>
          <span className="unseen">{t('history.is')} </span>
          {clipped(after, shownWords)}
        </ins>
      )}
      {tail && <span className="ink-3">{tail}</span>}
    </p>
  );
}
