import { useId, useMemo, useState, type ReactNode } from 'react';
import { t } from '../../i18n';
import { Dialog, Icon, Keys, type IconName } from '../../ui';

export type Pick = {
  id: string;
  /** "2.1" or "22:14", before the words. */
  lead?: string | undefined;
  label: string;
  /** What stands above it, behind the words. */
  aside?: string | undefined;
  icon?: IconName | undefined;
  strong?: boolean | undefined;
  group?: string | undefined;
};

function wordsIn(p: Pick): string {
  return `${p.lead ?? ''} ${p.label} ${p.aside ?? ''}`.toLowerCase();
}

/** One of many, found by typing: whoever knows the words is there in three keys. */
export function PickDialog({
  title,
  hint,
  picks,
  children,
  free,
  onPick,
  onClose,
}: {
  title: string;
  hint: string;
  picks: readonly Pick[];
  children?: ReactNode;
  /** Makes an entry of the typed words that are in no entry. */
  free?: ((text: string) => Pick) | undefined;
  onPick: (id: string) => void;
  onClose: () => void;
}) {
  const id = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const shown = useMemo(() => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const found = picks.filter((p) => words.every((w) => wordsIn(p).includes(w)));
    const text = query.trim();
    return free && text && !picks.some((p) => p.label.toLowerCase() === text.toLowerCase())
      ? [...found, free(text)]
      : found;
  }, [picks, query, free]);
  const chosen = Math.min(at, shown.length - 1);

  function take(i: number) {
    const pick = shown[i];
    if (!pick) return;
    onClose();
    onPick(pick.id);
  }
  function step(by: number) {
    const next = Math.min(shown.length - 1, Math.max(0, chosen + by));
    setAt(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
  }

  return (
    <Dialog title={title} className="palette" onClose={onClose} bare>
      <div className="palette-head">
        <Icon name="search" />
        <input
          type="text"
          // The dialog is for this field.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          role="combobox"
          aria-label={title}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={hint}
          value={query}
          onChange={(e) => {
            setQuery(e.target.value);
            setAt(0);
          }}
          onKeyDown={(e) => {
            if (e.key === 'ArrowDown') step(1);
            else if (e.key === 'ArrowUp') step(-1);
            else if (e.key === 'Enter') take(chosen);
            else return;
            e.preventDefault();
          }}
        />
        <Keys keys="Escape" />
      </div>
      {children}
      <div className="palette-list" role="listbox" id={`${id}-list`} aria-label={title}>
        {shown.length === 0 && <p className="small ink-3 palette-none">{t('causes.pick.none')}</p>}
        {shown.map((p, i) => (
          <div key={p.id} role="presentation">
            {p.group !== undefined && p.group !== shown[i - 1]?.group && (
              <div className="label palette-group" role="presentation">
                {p.group}
              </div>
            )}
            {/* The field above has the keyboard. */}
            {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
            <div
              id={`${id}-${i}`}
              className="palette-item pick-item"
              role="option"
              aria-selected={i === chosen}
              onPointerMove={() => setAt(i)}
              onClick={() => take(i)}
            >
              {p.icon && <Icon name={p.icon} />}
              {p.lead !== undefined && <span className="pick-lead num">{p.lead}</span>}
              <span className="grow">
                <span className={p.strong ? 'strong' : undefined}>{p.label}</span>
                {p.aside && <span className="pick-aside">{p.aside}</span>}
              </span>
            </div>
          </div>
        ))}
      </div>
    </Dialog>
  );
}
