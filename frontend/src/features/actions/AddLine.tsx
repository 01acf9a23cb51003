import { useState, type KeyboardEvent, type Ref } from 'react';
import { sentenceOf } from '../../editing';
import { t } from '../../i18n';
import { TextField } from '../../ui';

/** The line at the foot of the list. Enter keeps what is written and waits for the next. */
export function AddLine({
  save,
  onLeave,
  fieldRef,
}: {
  /** Saves the words; rejects with the reason. */
  save: (title: string) => Promise<void>;
  onLeave: () => void;
  fieldRef: Ref<HTMLInputElement>;
}) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);

  async function keep() {
    if (busy || !text.trim()) return;
    setBusy(true);
    try {
      await save(text.trim());
      setText('');
      setWrong(undefined);
    } catch (e) {
      setWrong(sentenceOf(e));
    } finally {
      setBusy(false);
    }
  }
  function onKeyDown(e: KeyboardEvent) {
    if (e.nativeEvent.isComposing) return;
    if (e.key === 'Enter') void keep();
    else if (e.key === 'Escape') onLeave();
    else return;
    e.preventDefault();
  }
  return (
    <div className="actions-add">
      <TextField
        label={t('actions.new')}
        hideLabel
        icon="plus"
        value={text}
        wrong={wrong}
        placeholder={t('actions.newHint')}
        onChange={setText}
        onKeyDown={onKeyDown}
        ref={fieldRef}
      />
    </div>
  );
}
