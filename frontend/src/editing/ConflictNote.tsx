import type { TextConflict } from '../backend';
import { t } from '../i18n';
import { Button, Icon } from '../ui';
import './editing.css';

/**
 * Two versions of one text that could not be merged. What was typed here counts
 * until somebody chooses; nothing of either side is lost.
 */
export function ConflictNote({
  conflict,
  onKeep,
  onTake,
}: {
  conflict: TextConflict;
  onKeep: () => void;
  onTake: (text: string) => void;
}) {
  return (
    <div className="conflict" role="group" aria-label={t('conflict.title')}>
      <p className="small warn line">
        <Icon name="warn" />
        {t('conflict.lead')}
      </p>
      <div className="conflict-sides">
        {(['yours', 'theirs'] as const).map((side) => (
          <div className="conflict-side" key={side}>
            <h4 className="label">{t(side === 'yours' ? 'conflict.yours' : 'conflict.theirs')}</h4>
            <pre
              className="conflict-text"
              // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text scrolls by key
              tabIndex={0}
              role="region"
              aria-label={t(side === 'yours' ? 'conflict.yours' : 'conflict.theirs')}
            >
              {conflict[side]}
            </pre>
            <Button
              size="small"
              onClick={() => (side === 'yours' ? onKeep() : onTake(conflict.theirs))}
            >
              {t(side === 'yours' ? 'conflict.keepYours' : 'conflict.takeTheirs')}
            </Button>
          </div>
        ))}
      </div>
    </div>
  );
}
