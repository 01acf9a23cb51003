import { useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { Icon, MarkdownEditor, MarkdownView, type PictureOf } from '../ui';
import { ConflictNote } from './ConflictNote';
import './editing.css';
import { useSavedText, type SavedText, type TextStore } from './useSavedText';
import { sentenceOf } from './useWrite';

/** The sentence of a save that was refused, and the choice after two changes of one place. */
export function SavedTextNotes({ saved }: { saved: SavedText }) {
  return (
    <>
      {saved.error !== null && (
        <div className="meta field-help wrong" role="alert">
          <Icon name="warn" />
          <span>{sentenceOf(saved.error)}</span>
        </div>
      )}
      {saved.conflict && (
        <ConflictNote
          conflict={saved.conflict}
          onKeep={saved.settleConflict}
          onTake={(text) => {
            saved.onChange(text);
            saved.onBlur();
            saved.settleConflict();
          }}
        />
      )}
    </>
  );
}

/**
 * Markdown of a review or another record: shown as it reads, edited as it was typed. A press on the
 * text opens the editor; the caller opens it for its own keys through `open`.
 */
export function SavedMarkdown({
  review,
  path,
  value,
  rev,
  label,
  empty,
  open,
  onOpen,
  onClose,
  off,
  minLines = 3,
  store,
  picture,
}: {
  review: string;
  path: string;
  value: string;
  rev: number;
  label: string;
  /** Said while there is no text. */
  empty: ReactNode;
  open: boolean;
  onOpen: () => void;
  /** byKey: by Escape, so that the focus should go back to where it came from. */
  onClose: (byKey: boolean) => void;
  off?: boolean | undefined;
  minLines?: number | undefined;
  /** Where the text is kept, unless it is one of a review. */
  store?: TextStore | undefined;
  /** Gives the pictures that the text names. */
  picture?: PictureOf | undefined;
}) {
  const saved = useSavedText({ review, path, value, rev, store });
  // How the editor is being left; Escape and the blur it causes are one event.
  const byKey = useRef(false);

  function press(e: MouseEvent) {
    // Marking words to copy them, or following a link, is not the wish to edit.
    const inLink = e.target instanceof Element && e.target.closest('a') !== null;
    if (!inLink && window.getSelection()?.isCollapsed !== false) onOpen();
  }
  function onKeyDown(e: KeyboardEvent) {
    if (e.key === 'Escape') byKey.current = true;
  }

  return (
    <>
      {open ? (
        <div onKeyDownCapture={onKeyDown} data-place={path}>
          <MarkdownEditor
            value={saved.text}
            onChange={saved.onChange}
            ariaLabel={label}
            // The person has just asked for the editor.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            minLines={minLines}
            onBlur={() => {
              saved.onBlur();
              onClose(byKey.current);
              byKey.current = false;
            }}
          />
        </div>
      ) : (
        // The keyboard opens the editor through the caller's own stop.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          className={off ? '' : 'saved-markdown'}
          onClick={off ? undefined : press}
          data-place={path}
        >
          {saved.text.trim() ? (
            <MarkdownView text={saved.text} {...(picture && { picture })} />
          ) : (
            empty
          )}
        </div>
      )}
      <SavedTextNotes saved={saved} />
    </>
  );
}
