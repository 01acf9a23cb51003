import { useBackend, useCalendars } from '../../../backend';
import { useWrite } from '../../../editing';
import { t } from '../../../i18n';
import { Button, Dialog } from '../../../ui';

/** The calendars in the trash; one that is taken out opens. */
export function TrashDialog({
  onBack,
  onClose,
}: {
  onBack: (ref: string) => void;
  onClose: () => void;
}) {
  const backend = useBackend();
  const write = useWrite();
  const rows = useCalendars(true).data;
  return (
    <Dialog title={t('calendar.trash')} onClose={onClose}>
      {rows?.length === 0 && <p>{t('calendar.trash.empty')}</p>}
      <ul className="calendar-findings">
        {rows?.map((r) => (
          <li key={r.ref}>
            <span className="grow">
              {r.title} <span className="meta mono">{r.ref}</span>
            </span>
            <Button
              size="small"
              aria-label={t('calendar.trash.restoreOf', { title: r.title })}
              onClick={() =>
                void write(() => backend.calendars.restore(r.ref)).then(
                  (done) => done && onBack(r.ref),
                )
              }
            >
              {t('calendar.trash.restore')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="dialog-acts">
        <Button className="safe" look="primary" onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}
