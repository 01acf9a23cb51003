import type { Calendar } from '../../../backend';
import { t } from '../../../i18n';
import { Button } from '../../../ui';

/** The name of a calendar with what it holds for, and what can be done with it as a whole. */
export function CalendarHead({
  doc,
  onEdit,
  onBringIn,
  onExport,
  onRemove,
}: {
  doc: Calendar;
  onEdit: () => void;
  onBringIn: () => void;
  onExport: () => void;
  onRemove: () => void;
}) {
  const valid = t('calendar.validity', { from: doc.validFrom || '…', to: doc.validTo || '…' });
  const facts = [
    doc.ref,
    doc.zone,
    doc.validFrom || doc.validTo ? valid : '',
    t('calendar.versionOf', { version: doc.version }),
  ];
  return (
    <header className="calendar-head">
      <div className="grow">
        <h2 className="h2">{doc.title}</h2>
        <p className="meta">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      <div className="calendar-head-acts">
        <a className="small" href={`#/governance/audit/${doc.ref}`}>
          {t('calendar.history')}
        </a>
        <Button size="small" icon="pen" onClick={onEdit}>
          {t('calendar.editHead')}
        </Button>
        <Button size="small" icon="bringIn" keys="m" onClick={onBringIn}>
          {t('calendar.importInto')}
        </Button>
        <Button size="small" icon="takeOut" keys="e" onClick={onExport}>
          {t('calendar.export')}
        </Button>
        <Button
          look="quiet"
          size="small"
          icon="trash"
          aria-label={t('calendar.remove')}
          onClick={onRemove}
        />
      </div>
    </header>
  );
}
