import { useState } from 'react';
import { parseError, useBackend } from '../../../backend';
import { sentenceOf } from '../../../editing';
import { t } from '../../../i18n';
import { Button, Dialog, TextField } from '../../../ui';

/** Asks for the name of a service and makes it. */
export function NewService({
  onMade,
  onClose,
}: {
  onMade: (ref: string) => void;
  onClose: () => void;
}) {
  const backend = useBackend();
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<string>();
  return (
    <Dialog title={t('services.new')} onClose={onClose}>
      <form
        className="incident-form"
        onSubmit={(e) => {
          e.preventDefault();
          backend.services.create(name, 'services').then(onMade, (error: unknown) => {
            if (parseError(error).code !== 'cancelled') setWrong(sentenceOf(error));
          });
        }}
      >
        <TextField
          label={t('services.field.name')}
          help={t('services.nameHelp')}
          value={name}
          wrong={wrong}
          onChange={(text) => {
            setName(text);
            setWrong(undefined);
          }}
        />
        <div className="dialog-acts">
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button className="safe" look="primary" type="submit">
            {t('services.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
