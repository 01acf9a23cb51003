import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { sentenceOf } from '../../editing';
import { t } from '../../i18n';
import { Icon } from '../../ui';
import { GrowingText } from './GrowingText';

/**
 * A line for a new factor. Enter keeps it and opens the next line; leaving keeps
 * it too; an empty line just goes. What cannot be saved stays in the line.
 */
export function DraftRow({
  label,
  save,
  onNext,
  onClose,
}: {
  label: string;
  /** Saves the text; rejects with the reason. Gives the id of what was made. */
  save: (text: string) => Promise<string>;
  onNext: (id: string) => void;
  /** The line goes; id is what it became, null for an empty one. */
  onClose: (id: string | null) => void;
}) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const busy = useRef(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function keep(then: (id: string) => void) {
    if (busy.current) return;
    busy.current = true;
    try {
      const id = await save(text.trim());
      setText('');
      setWrong('');
      then(id);
    } catch (e) {
      setWrong(sentenceOf(e));
    } finally {
      busy.current = false;
    }
  }
  function onKeyDown(e: KeyboardEvent) {
    if (e.nativeEvent.isComposing) return;
    if (e.key === 'Enter' && !e.shiftKey) {
      e.preventDefault();
      if (text.trim()) void keep(onNext);
      else onClose(null);
    } else if (e.key === 'Escape') {
      e.preventDefault();
      if (text.trim()) void keep(onClose);
      else onClose(null);
    }
  }

  return (
    <li className="factor-row editing">
      <span className="factor-signs">
        <Icon name="plus" />
      </span>
      <div className="grow">
        <GrowingText
          aria-label={label}
          aria-invalid={wrong !== '' || undefined}
          ref={field}
          value={text}
          onChange={setText}
          onKeyDown={onKeyDown}
          onBlur={() => {
            if (text.trim()) void keep(onClose);
            else if (!busy.current) onClose(null);
          }}
        />
        {wrong ? (
          <div className="meta field-help wrong" role="alert">
            <Icon name="warn" />
            <span>{wrong}</span>
          </div>
        ) : (
          <div className="meta">{t('factors.draftHint')}</div>
        )}
      </div>
    </li>
  );
}
