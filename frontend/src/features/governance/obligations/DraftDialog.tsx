import { useBackend, useDraftOf, type Assessment, type ObligationClock } from '../../../backend';
import { useWrite } from '../../../editing';
import { t, tAny, tn } from '../../../i18n';
import { Button, copyText, Dialog, Note, showToast, TextArea } from '../../../ui';

/** A notification as far as the incident tells it, to be taken elsewhere and finished. */
export function DraftDialog({
  assessment: a,
  clock: k,
  onClose,
}: {
  assessment: Assessment;
  clock: ObligationClock;
  onClose: () => void;
}) {
  const backend = useBackend();
  const write = useWrite();
  const draft = useDraftOf(a.ref, k.step);
  const save = () =>
    write(async () => {
      const saved = await backend.obligations.saveDraft(a.ref, k.step);
      if (saved.path) showToast({ icon: 'check', text: t('obligations.saved') });
    });
  const copy = async () => {
    const done = await copyText(draft.data?.text ?? '');
    showToast({ icon: done ? 'check' : 'warn', text: t(done ? 'copy.done' : 'copy.not') });
  };
  return (
    <Dialog
      title={t('obligations.draftOf', { what: k.name })}
      className="duty-dialog"
      onClose={onClose}
    >
      {draft.error && <Note tone="warn">{tAny(draft.error.key, draft.error.params)}</Note>}
      {draft.data && (
        <>
          {draft.data.missing > 0 && (
            <p className="small ink-2">{tn('obligation.draft_missing', draft.data.missing)}</p>
          )}
          <TextArea
            label={t('obligations.draftText')}
            value={draft.data.text}
            rows={16}
            readOnly
            onChange={() => undefined}
          />
        </>
      )}
      <div className="duty-dialog-acts">
        <Button look="quiet" onClick={onClose}>
          {t('act.close')}
        </Button>
        <Button off={!draft.data && t('copy.nothing')} onClick={() => void copy()}>
          {t('copy.act')}
        </Button>
        <Button className="safe" look="primary" onClick={() => void save()}>
          {t('obligations.saveDraft')}
        </Button>
      </div>
    </Dialog>
  );
}
