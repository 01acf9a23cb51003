import type { HandlingLine, Review } from '../../backend';
import { t } from '../../i18n';
import { Icon } from '../../ui';

/** How the incident was handled, in sentences; one that asks leads to the entry it is about. */
export function Handling({
  review,
  lines,
  onSelect,
}: {
  review: Review;
  lines: readonly HandlingLine[];
  onSelect: (entry: string) => void;
}) {
  if (lines.length === 0) return null;
  const entryOf = (line: HandlingLine) =>
    review.timeline.find((e) => line.about === `timeline/${e.id}`)?.id;
  return (
    <ul className="handling" aria-label={t('report.handling')}>
      {lines.map((line) => {
        const entry = entryOf(line);
        return (
          <li key={line.text} className={`meta ${line.asks ? 'warn' : ''}`}>
            {line.asks && <Icon name="warn" />}
            {entry === undefined ? (
              <span>{line.text}</span>
            ) : (
              <button type="button" className="handling-go" onClick={() => onSelect(entry)}>
                {line.text}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
