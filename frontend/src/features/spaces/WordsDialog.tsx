import { useState, type ReactNode } from 'react';
import { sentenceOf } from '../../editing';
import { t } from '../../i18n';
import { Button, Dialog } from '../../ui';

export type WordsField = {
  value: string;
  onChange: (value: string) => void;
  wrong: string | undefined;
};

/** Asks for a line of words that a space keeps; what is refused stays to be changed. */
export function WordsDialog({
  title,
  lead,
  words,
  act,
  field,
  onSave,
  onClose,
}: {
  title: string;
  lead?: string;
  /** What stands there now. */
  words: string;
  act: string;
  field: (props: WordsField) => ReactNode;
  /** Throws where the words are not taken. */
  onSave: (words: string) => Promise<void>;
  onClose: () => void;
}) {
  const [value, setValue] = useState(words);
  const [wrong, setWrong] = useState('');
  return (
    <Dialog title={title} className="space-dialog" onClose={onClose}>
      {lead && <p className="small ink-2">{lead}</p>}
      <form
        className="space-form"
        onSubmit={(e) => {
          e.preventDefault();
          onSave(value).catch((error: unknown) => setWrong(sentenceOf(error)));
        }}
      >
        {field({
          value,
          onChange: (next) => {
            setWrong('');
            setValue(next);
          },
          wrong: wrong || undefined,
        })}
        <div className="space-dialog-acts">
          <Button look="quiet" className="safe" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button look="primary" type="submit">
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
