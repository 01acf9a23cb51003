import { useEffect, useRef, useState } from 'react';
import { sentenceOf, useKeptLine } from '../../editing';
import { t } from '../../i18n';
import { Button, Dialog, TextField } from '../../ui';
import type { CausesRoom } from './useCausesRoom';

/** A: a new action for the chosen cause, in one line. What is not added waits for the next time. */
export function ActionDialog({ room, onClose }: { room: CausesRoom; onClose: () => void }) {
  const { node } = room;
  const kept = useKeptLine(room.review.ref, `causes.action.${node?.id ?? ''}`);
  const [wrong, setWrong] = useState<string>();
  const busy = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  if (!node) return null;

  async function add(cause: string) {
    const title = kept.text.trim();
    if (!title || busy.current) return;
    busy.current = true;
    try {
      await room.acts.addAction(title, cause);
      kept.put('');
      onClose();
    } catch (error) {
      setWrong(sentenceOf(error));
    } finally {
      busy.current = false;
    }
  }
  return (
    <Dialog title={t('causes.action.title')} onClose={onClose}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void add(node.id);
        }}
      >
        <TextField
          ref={field}
          label={t('causes.action.label', { cause: node.text.trim() || t('causes.untitled') })}
          help={t('causes.action.help')}
          wrong={wrong}
          spellCheck
          value={kept.text}
          onChange={(text) => {
            setWrong(undefined);
            kept.put(text);
          }}
        />
        <div className="dialog-acts">
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button
            className="safe"
            look="primary"
            type="submit"
            icon="plus"
            off={kept.text.trim() === '' && t('causes.action.needWords')}
          >
            {t('causes.action.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
