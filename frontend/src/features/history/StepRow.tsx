import type { HistoryRow, Review } from '../../backend';
import { clockOf, formatDate, t, tn } from '../../i18n';
import { Chip, Icon, type IconName } from '../../ui';
import { originWords, placeWords, stepWords, valueWords } from './words';

const signs: Record<string, IconName> = { undo: 'undo', redo: 'redo' };

/** One step; open, it shows the words before and after. */
export function StepRow({ review, row, open }: { review: Review; row: HistoryRow; open: boolean }) {
  const changes = row.changes;
  const first = changes[0];
  const place = first && first.path !== '' ? placeWords(review, first.path) : '';
  return (
    <div className="step-row">
      <div className="step-line">
        <Icon name={open ? 'chevronDown' : 'chevronRight'} className="step-chevron" />
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
        <span className="meta step-origin">{originWords(row.origin)}</span>
      </div>
      {open && (
        <ul className="step-changes">
          {changes.slice(0, shownChanges).map((c, i) => (
            <li key={`${c.path}-${i}`}>
              <div className="meta">{placeWords(review, c.path)}</div>
              <Words
                before={valueWords(c.path, c.before)}
                after={valueWords(c.path, c.after)}
                moved={c.path.endsWith('/rank')}
              />
            </li>
          ))}
          {changes.length > shownChanges && (
            <li className="meta">{tn('history.moreChanges', changes.length - shownChanges)}</li>
          )}
          {changes.length === 0 && <li className="meta">{t('history.noChanges')}</li>}
        </ul>
      )}
    </div>
  );
}

/** An import may touch hundreds of fields; the first ones say what it was. */
const shownChanges = 40;

function Words({ before, after, moved }: { before: string; after: string; moved: boolean }) {
  if (moved) return <p className="small ink-2">{t('history.movedTo')}</p>;
  if (!before && !after) return null;
  return (
    <p className="step-hunk">
      {before && (
        <del>
          <span className="unseen">{t('history.was')} </span>
          {before}
        </del>
      )}
      {before && after && ' '}
      {after && (
        <ins>
          <span className="unseen">{t('history.is')} </span>
          {after}
        </ins>
      )}
    </p>
  );
}
