import { t, tn } from '../../i18n';
import { Button, EmptyState } from '../../ui';

/** A register without incidents: nothing came yet, or all that came waits in quarantine. */
export function Nothing({
  waiting,
  off,
  onQuarantine,
  onImport,
}: {
  waiting: number;
  off: string | false;
  onQuarantine: () => void;
  onImport: () => void;
}) {
  const bringIn = (look?: 'primary') => (
    <Button {...(look && { look })} icon="bringIn" keys="i" off={off} onClick={onImport}>
      {t('incident.import')}
    </Button>
  );
  if (waiting === 0)
    return (
      <EmptyState
        title={t('incident.empty')}
        lead={t('incident.emptyLead')}
        acts={bringIn('primary')}
      />
    );
  return (
    <EmptyState
      title={tn('incident.emptyWaits', waiting)}
      lead={t('incident.emptyWaits.lead')}
      acts={
        <>
          <Button look="primary" icon="warn" keys="q" onClick={onQuarantine}>
            {t('incident.emptyWaits.look')}
          </Button>
          {bringIn()}
        </>
      }
    />
  );
}
