import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useLines } from '../../editing';
import { t } from '../../i18n';
import { Icon } from '../../ui';
import { GrowingText } from './GrowingText';

/**
 * A line for new factors. Enter keeps it and waits for the next; leaving keeps it
 * too; an empty line just goes. What cannot be saved comes back into the line.
 */
export function DraftRow({
  review,
  place,
  label,
  save,
  takeFocus,
  onClose,
}: {
  review: string;
  /** Names the line where it waits, should the program end. */
  place: string;
  label: string;
  /** Somebody asked for the line; else it was found waiting. */
  takeFocus: boolean;
  /** Saves the words; rejects with the reason. */
  save: (text: string) => Promise<void>;
  /** The line goes, and all of it is saved. */
  onClose: (byKey: boolean) => void;
}) {
  const lines = useLines({ review, place, save, takeLast: true });
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (takeFocus) field.current?.focus();
  }, [takeFocus]);

  async function close(byKey: boolean) {
    if (await lines.take()) onClose(byKey);
  }
  function onKeyDown(e: KeyboardEvent) {
    if (e.nativeEvent.isComposing) return;
    if (e.key === 'Escape' || (e.key === 'Enter' && !e.shiftKey && !lines.text.trim())) {
      void close(true);
    } else if (e.key === 'Enter' && !e.shiftKey) {
      void lines.take();
    } else return;
    e.preventDefault();
  }

  return (
    <li className="factor-row editing">
      <span className="factor-signs">
        <Icon name="plus" />
      </span>
      <div className="grow">
        <GrowingText
          aria-label={label}
          aria-invalid={lines.wrong !== undefined || undefined}
          ref={field}
          value={lines.text}
          onChange={lines.change}
          onKeyDown={onKeyDown}
          onBlur={() => void close(false)}
        />
        {lines.wrong ? (
          <div className="meta field-help wrong" role="alert">
            <Icon name="warn" />
            <span>{lines.wrong}</span>
          </div>
        ) : (
          <div className="meta">{t('factors.draftHint')}</div>
        )}
      </div>
    </li>
  );
}
