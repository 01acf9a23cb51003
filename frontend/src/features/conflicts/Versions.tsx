import { useRef, type KeyboardEvent } from 'react';
import type { ConflictChoice, Undecided } from '../../backend';
import { t } from '../../i18n';
import { CompareTexts, Icon, Keys } from '../../ui';
import { shownText, whose } from './words';

const sides = ['1', '2'] as const;

/** Both values side by side; the chosen one carries the ring. */
export function Versions({
  conflict: c,
  choice,
  onChoose,
  off,
}: {
  conflict: Undecided;
  choice: ConflictChoice;
  onChoose: (choice: ConflictChoice) => void;
  off: boolean;
}) {
  const group = useRef<HTMLDivElement>(null);
  const isText = c.form === 'text';
  const can = (side: '1' | '2') => !off && c.choices.includes(side);

  function onKeyDown(e: KeyboardEvent) {
    const to = e.key === 'ArrowLeft' ? '1' : e.key === 'ArrowRight' ? '2' : null;
    if (to === null || !can(to)) return;
    e.preventDefault();
    onChoose(to);
    group.current?.querySelector<HTMLElement>(`[data-side="${to}"]`)?.focus();
  }
  return (
    <>
      <div
        className={`versions ${isText ? 'flat' : ''}`}
        role="radiogroup"
        tabIndex={-1}
        aria-label={t('conflicts.versions')}
        ref={group}
        onKeyDown={onKeyDown}
      >
        {sides.map((side) => {
          const at = side === '1' ? 0 : 1;
          const { name, note } = whose(c, at);
          const chosen = choice === side || choice === 'both';
          return (
            <button
              key={side}
              type="button"
              role="radio"
              data-side={side}
              className={`version ${chosen ? 'chosen' : ''}`}
              aria-checked={choice === side}
              aria-disabled={!can(side) || undefined}
              tabIndex={choice === side || (side === '1' && choice !== '2') ? 0 : -1}
              onClick={() => can(side) && onChoose(side)}
            >
              <span className="version-head">
                <Icon name={c.shown[at]?.from === 'file' ? 'file' : 'person'} />
                <span className="grow">
                  {name}
                  {isText && note && <span className="version-note meta">{note}</span>}
                </span>
                {can(side) && <Keys keys={side} />}
              </span>
              {!isText && (
                <span className={`version-value ${c.shown[at]?.text === '' ? 'none' : ''}`}>
                  {shownText(c, c.shown[at]?.text ?? '')}
                </span>
              )}
              {!isText && note && <span className="version-note meta">{note}</span>}
            </button>
          );
        })}
      </div>
      {isText && (
        <CompareTexts
          left={c.shown[0]?.text ?? ''}
          right={c.shown[1]?.text ?? ''}
          leftLabel={whose(c, 0).name}
          rightLabel={whose(c, 1).name}
        />
      )}
    </>
  );
}
