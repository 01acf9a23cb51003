import { useQueryClient } from '@tanstack/react-query';
import { reviewKeys, useBackend, useIncidentImports } from '../../backend';
import { useWrite } from '../../editing';
import { formatMoment, formatNumber, t } from '../../i18n';
import { Button, Note } from '../../ui';

/** The imports whose program ended before they did, and what can become of each. */
export function LeftHalf({
  off,
  onResume,
  onWithdraw,
}: {
  /** Why nothing of it can be done now, or false. */
  off: string | false;
  onResume: (importId: string, path: string) => void;
  onWithdraw: (importId: string) => void;
}) {
  const backend = useBackend();
  const client = useQueryClient();
  const write = useWrite();
  const half = (useIncidentImports().data ?? []).filter((i) => i.half);
  async function leave(id: string) {
    const done = await write(() => backend.incidents.leaveHalf(id).then(() => true));
    if (done) await client.invalidateQueries({ queryKey: reviewKeys.lists() });
  }
  return half.map((i) => (
    <Note
      key={i.id}
      tone="warn"
      acts={
        <>
          <Button size="small" off={off} onClick={() => onResume(i.id, i.path)}>
            {t('incident.resume')}
          </Button>
          <Button look="quiet" size="small" icon="undo" off={off} onClick={() => onWithdraw(i.id)}>
            {t('incident.withdraw')}
          </Button>
          <Button look="quiet" size="small" off={off} onClick={() => void leave(i.id)}>
            {t('incident.leaveHalf')}
          </Button>
        </>
      }
    >
      {t('incident.leftHalf', {
        file: i.file,
        when: formatMoment(i.at),
        read: formatNumber(i.read),
      })}
    </Note>
  ));
}
