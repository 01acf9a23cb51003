import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Factor, Review } from '../../backend';
import { CommentsSign, PicturesSign, SavedTextNotes, Undecided, useSavedText } from '../../editing';
import { t, tValue } from '../../i18n';
import { Icon } from '../../ui';
import { GrowingText } from './GrowingText';
import { classIcon, classWords } from './kinds';

/** One factor: its class signs and its words. Edited where it stands. */
export function FactorRow({
  review,
  factor,
  selected,
  editing,
  tabStop,
  onSelect,
  onEdit,
  onLeave,
  onKey,
  onAddAfter,
}: {
  review: Review;
  factor: Factor;
  selected: boolean;
  editing: boolean;
  /** The one row that Tab reaches. */
  tabStop: boolean;
  onSelect: () => void;
  onEdit: () => void;
  onLeave: () => void;
  /** Arrow keys and Enter on the row itself. */
  onKey: (e: KeyboardEvent) => void;
  onAddAfter: () => void;
}) {
  const wasSelected = useRef(false);
  const signs = (
    <span className="factor-signs">
      {factor.classes.map((c) => {
        const icon = classIcon(c);
        return icon && <Icon key={c} name={icon} label={tValue('class', c)} />;
      })}
    </span>
  );
  if (editing) {
    return (
      <li className="factor-row selected editing">
        {signs}
        <Editor review={review} factor={factor} onLeave={onLeave} onAddAfter={onAddAfter} />
      </li>
    );
  }
  return (
    <li className={`factor-row ${selected ? 'selected' : ''}`}>
      {signs}
      <button
        type="button"
        className="factor-text"
        data-factor={factor.id}
        aria-current={selected || undefined}
        tabIndex={tabStop ? 0 : -1}
        onFocus={onSelect}
        // The press itself selects, by the focus it gives; only the next one edits.
        onPointerDown={() => {
          wasSelected.current = selected;
        }}
        onClick={() => {
          if (wasSelected.current) onEdit();
        }}
        onKeyDown={onKey}
      >
        {factor.text || <span className="ink-3">{t('factors.noWords')}</span>}
      </button>
      <PicturesSign review={review} path={`factors/${factor.id}`} />
      <CommentsSign review={review} path={`factors/${factor.id}`} />
      <Undecided review={review} path={`factors/${factor.id}`} />
      {/* The signs have said them already. */}
      <span className="meta factor-class-words" aria-hidden>
        {classWords(factor).join(', ')}
      </span>
    </li>
  );
}

function Editor({
  review,
  factor,
  onLeave,
  onAddAfter,
}: {
  review: Review;
  factor: Factor;
  onLeave: () => void;
  onAddAfter: () => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const saved = useSavedText({
    review: review.ref,
    path: `factors/${factor.id}/text`,
    value: factor.text,
    rev: review.rev,
  });
  useEffect(() => {
    const el = field.current;
    el?.focus();
    el?.setSelectionRange(el.value.length, el.value.length);
  }, []);

  function onKeyDown(e: KeyboardEvent) {
    if (e.nativeEvent.isComposing) return;
    if (e.key === 'Escape') {
      e.preventDefault();
      saved.onBlur();
      if (saved.error === null) onLeave();
    } else if (e.key === 'Enter' && !e.shiftKey) {
      e.preventDefault();
      saved.onBlur();
      onAddAfter();
    }
  }
  return (
    <div className="grow">
      <GrowingText
        aria-label={t('factors.text')}
        data-factor={factor.id}
        aria-invalid={saved.error !== null || undefined}
        ref={field}
        value={saved.text}
        onChange={saved.onChange}
        onBlur={saved.onBlur}
        onKeyDown={onKeyDown}
      />
      <SavedTextNotes saved={saved} />
    </div>
  );
}
