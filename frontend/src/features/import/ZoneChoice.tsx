import { useZones } from '../../backend';
import { t } from '../../i18n';
import { SelectField } from '../../ui';

/** The zone for times that name none. Nobody has to know it now. */
export function ZoneChoice({ zone, onZone }: { zone: string; onZone: (zone: string) => void }) {
  const zones = useZones();
  return (
    <div className="import-zone">
      <SelectField
        label={t('import.zone')}
        value={zone}
        options={[
          { value: '', label: t('import.zoneOpen') },
          ...zones.map((z) => ({ value: z, label: z })),
        ]}
        onChange={onZone}
      />
    </div>
  );
}
