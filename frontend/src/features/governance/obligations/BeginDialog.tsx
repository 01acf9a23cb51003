import { useBackend, useCalendars, usePacks, WireError } from '../../../backend';
import { t, tAny } from '../../../i18n';
import { AskDialog } from '../AskDialog';
import { calendarOptions } from './calendarOptions';
import './obligations.css';

/** Begins the assessment of an incident: under which rules, in which zone. */
export function BeginDialog({
  subject,
  zone,
  onDone,
  onClose,
}: {
  subject: string;
  zone: string;
  onDone: (ref: string) => void;
  onClose: () => void;
}) {
  const backend = useBackend();
  const packs = usePacks().data ?? [];
  const calendars = useCalendars(false).data ?? [];
  if (packs.length === 0) return null;
  const options = [
    { value: '', label: t('governance.pick.none') },
    ...packs.map((p) => ({
      value: p.id,
      label: t('obligations.packNamed', { name: p.name, state: tAny(packState(p)) }),
    })),
  ];
  return (
    <AskDialog
      title={t('obligations.begin')}
      lead={t('obligations.begin.lead')}
      act={t('obligations.begin.act')}
      fields={[
        { name: 'pack', label: t('obligations.pack'), kind: 'choice', options },
        { name: 'zone', label: t('overview.zone'), help: t('obligations.zone.help') },
        {
          name: 'calendar',
          label: t('obligations.calendar'),
          kind: 'choice',
          help: t('obligations.calendar.help'),
          options: calendarOptions(calendars),
        },
      ]}
      initial={{ zone }}
      onSave={async (v) => {
        // No incident falls under the first rules of a list by chance.
        const pack = v['pack'] ?? '';
        if (!pack) {
          const field = { name: 'pack', key: 'obligations.packMissing', params: {} };
          throw new WireError('invalid', 'obligations.packMissing', {}, [field]);
        }
        const zoned = v['zone'] ?? '';
        const by = v['calendar'] ?? '';
        onDone(await backend.obligations.begin(subject, pack, zoned, by, 'obligations'));
      }}
      onClose={onClose}
    />
  );
}

function packState(p: { applies: string; signed: boolean; alone: boolean }): string {
  if (p.applies !== 'applies') return `obligation.pack_state.${p.applies}`;
  if (p.signed && p.alone) return 'obligation.pack_state.alone';
  return p.signed ? 'obligation.pack_state.signed' : 'obligation.pack_state.unsigned';
}
