import { useRef, useState, type KeyboardEvent } from 'react';
import type { ConflictChoice, ConflictSide, ShownVersion, Undecided } from '../../backend';
import { otherSide, sideAt } from '../../editing';
import { t } from '../../i18n';
import { CompareTexts, Icon, Keys, type IconName } from '../../ui';
import { shownText, whose } from './words';

/** Versions that are no person's carry a sheet, or lines one below the other. */
const signs: Partial<Record<ShownVersion['from'], IconName>> = {
  file: 'file',
  twin: 'file',
  infile: 'file',
  upper: 'file',
  lower: 'file',
  fileof: 'file',
  joined: 'lines',
};
const signOf = (version: ShownVersion | undefined): IconName =>
  (version && signs[version.from]) ?? 'person';

/** All values side by side; the chosen one carries the ring. */
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
  const sides = c.shown.map((_, at) => sideAt(at));
  const can = (side: ConflictSide) => !off && c.choices.includes(side);

  // Beside what stands: the version somebody asked to see, also where it cannot be taken by
  // itself, else the one that is chosen, else the one that says something else.
  const [seen, setSeen] = useState(0);
  const chosen = sides.indexOf(choice as ConflictSide);
  // That a part was taken away is no text to compare with: its first version is.
  const first = c.gone && c.shown.length > 1 ? 1 : 0;
  const least = first > 0 ? Math.min(2, c.shown.length - 1) : otherSide(c.shown);
  const beside = seen || (chosen > 0 ? chosen : least);

  function look(side: ConflictSide) {
    setSeen(sides.indexOf(side));
    if (can(side)) onChoose(side);
  }

  function onKeyDown(e: KeyboardEvent) {
    const step = e.key === 'ArrowLeft' ? -1 : e.key === 'ArrowRight' ? 1 : 0;
    // All texts can be read, and other values only be taken.
    const open = isText ? sides : sides.filter(can);
    const now = open.findIndex((side) =>
      isText && seen > 0 ? side === sides[seen] : side === choice,
    );
    const to = open[Math.max(0, Math.min(open.length - 1, now + step))];
    if (step === 0 || to === undefined) return;
    e.preventDefault();
    look(to);
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
        {sides.map((side, at) => {
          const { name, note } = whose(c, at);
          const taken = choice === side || choice === 'both';
          return (
            <button
              key={side}
              type="button"
              role="radio"
              data-side={side}
              className={`version ${taken ? 'chosen' : ''}`}
              aria-checked={choice === side}
              aria-disabled={!can(side) || undefined}
              tabIndex={
                choice === side || (at === 0 && !(sides as string[]).includes(choice)) ? 0 : -1
              }
              onClick={() => look(side)}
            >
              <span className="version-head">
                <Icon name={signOf(c.shown[at])} />
                <span className="grow">
                  {name}
                  {isText && note && <span className="version-note meta">{note}</span>}
                </span>
                {can(side) && <Keys keys={side} />}
              </span>
              {!isText && (
                <span
                  className={`version-value ${c.form === 'notice' ? 'raw' : ''} ${c.shown[at]?.text === '' ? 'none' : ''}`}
                >
                  {shownText(c, c.shown[at]?.text ?? '')}
                </span>
              )}
              {c.shown[at]?.edited && (
                <span className="version-edited">
                  <span className="meta">{t('conflicts.edited')}</span> {c.shown[at].edited}
                </span>
              )}
              {!isText && note && <span className="version-note meta">{note}</span>}
            </button>
          );
        })}
      </div>
      {isText && (
        <CompareTexts
          left={c.shown[first]?.text ?? ''}
          right={c.shown[beside]?.text ?? ''}
          leftLabel={whose(c, first).name}
          rightLabel={whose(c, beside).name}
        />
      )}
    </>
  );
}
