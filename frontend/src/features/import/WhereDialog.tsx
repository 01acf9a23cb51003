import { useEffect, useRef } from 'react';
import { t } from '../../i18n';
import { Button, Dialog } from '../../ui';

/** The first own import while the sample is open: own work belongs into a workspace of its own. */
export function WhereDialog({
  onOwn,
  onSample,
  onClose,
}: {
  onOwn: () => void;
  onSample: () => void;
  onClose: () => void;
}) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <Dialog title={t('import.where.title')} onClose={onClose}>
      <p className="small ink-2">{t('import.where.text')}</p>
      <div className="import-where">
        <Button look="quiet" onClick={onClose}>
          {t('act.cancel')}
        </Button>
        <Button className="safe" onClick={onSample}>
          {t('import.where.sample')}
        </Button>
        <Button look="primary" ref={first} onClick={onOwn}>
          {t('import.where.own')}
        </Button>
      </div>
    </Dialog>
  );
}
