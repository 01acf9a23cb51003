import { useState } from 'react';
import { parseError, useBackend, type WireError } from '../../backend';
import { t, tAny } from '../../i18n';
import { Button, Dialog, ErrorNote, showToast } from '../../ui';

/** All that a diagnosis says, before it is saved for somebody who helps. */
export function DiagnosisDialog({ text, onClose }: { text: string; onClose: () => void }) {
  const backend = useBackend();
  const [wrong, setWrong] = useState<WireError | null>(null);
  async function save() {
    setWrong(null);
    try {
      const { path } = await backend.workspace.saveDiagnosis();
      if (!path) return;
      showToast({ icon: 'check', text: t('diagnosis.saved', { path }) });
      onClose();
    } catch (e) {
      setWrong(parseError(e));
    }
  }
  return (
    <Dialog title={t('diagnosis.title')} className="diagnosis" bare onClose={onClose}>
      <div className="dialog-body">
        <h2 className="h2">{t('diagnosis.title')}</h2>
        <p className="small ink-2">{t('diagnosis.all')}</p>
        <pre
          className="diagnosis-text mono"
          // It scrolls, so it takes the focus.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="region"
          aria-label={t('diagnosis.text')}
        >
          {text}
        </pre>
        {wrong && (
          <ErrorNote title={t('diagnosis.notSaved')} text={tAny(wrong.key, wrong.params)} />
        )}
      </div>
      <div className="dialog-acts">
        <Button onClick={() => void save()}>{t('diagnosis.save')}</Button>
        <Button className="safe" onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}
