import { useState } from 'react';
import { parseError, useBackend } from '../../../backend';
import { sentenceOf } from '../../../editing';
import { t } from '../../../i18n';
import { Button, Dialog, Segment } from '../../../ui';

/** Says what will happen to the files of a folder before it is watched. */
export function AddDialog({ folder, onClose }: { folder: string; onClose: () => void }) {
  const backend = useBackend();
  const [files, setFiles] = useState('stay');
  const [wrong, setWrong] = useState('');
  return (
    <Dialog title={t('inbox.addTitle')} onClose={onClose}>
      <form
        className="incident-form"
        onSubmit={(e) => {
          e.preventDefault();
          backend.inbox.add(folder, files === 'move').then(onClose, (error: unknown) => {
            if (parseError(error).code !== 'cancelled') setWrong(sentenceOf(error));
          });
        }}
      >
        <p className="mono inbox-path">{folder}</p>
        <p className="ink-2">{t('inbox.addWhat')}</p>
        <div>
          <div className="label">{t('inbox.afterwards')}</div>
          <Segment
            label={t('inbox.afterwards')}
            value={files}
            onChange={setFiles}
            options={[
              { value: 'stay', label: t('inbox.stay') },
              { value: 'move', label: t('inbox.move') },
            ]}
          />
        </div>
        {wrong && (
          <p role="alert" className="inbox-wrong">
            {wrong}
          </p>
        )}
        <div className="dialog-acts">
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button className="safe" look="primary" type="submit">
            {t('inbox.watch')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
