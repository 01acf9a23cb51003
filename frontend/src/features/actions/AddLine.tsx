import type { KeyboardEvent, Ref } from 'react';
import { useLines } from '../../editing';
import { t } from '../../i18n';
import { TextField } from '../../ui';

/** A refused line comes back above the next; this field has one line, and would glue their words. */
const inOneLine = (text: string) => text.replaceAll('\n', ' ');

/**
 * The line at the foot of the list. Enter keeps what is written and waits for the
 * next; Escape leaves, and what is written waits in the line.
 */
export function AddLine({
  review,
  save,
  onLeave,
  fieldRef,
}: {
  review: string;
  /** Saves the words; rejects with the reason. */
  save: (title: string) => Promise<void>;
  onLeave: () => void;
  fieldRef: Ref<HTMLInputElement>;
}) {
  const lines = useLines({
    review,
    place: 'actions',
    save: (title) => save(inOneLine(title)),
  });
  function onKeyDown(e: KeyboardEvent) {
    if (e.nativeEvent.isComposing) return;
    if (e.key === 'Enter') void lines.take();
    else if (e.key === 'Escape') onLeave();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }
  return (
    <div className="actions-add" data-foot>
      <TextField
        label={t('actions.new')}
        hideLabel
        icon="plus"
        value={inOneLine(lines.text)}
        wrong={lines.wrong}
        placeholder={t('actions.newHint')}
        onChange={lines.change}
        onKeyDown={onKeyDown}
        ref={fieldRef}
      />
    </div>
  );
}
