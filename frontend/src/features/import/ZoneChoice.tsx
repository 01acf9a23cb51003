import { useEffect, useRef, useState } from 'react';
import { useZones } from '../../backend';
import { t } from '../../i18n';
import { SelectField } from '../../ui';

/**
 * How long the choice rests before the files are read in it, in milliseconds: a
 * name typed into the list passes other zones on its way, and each would be read.
 */
const restMs = 600;

/** The zone for times that name none. Nobody has to know it now. */
export function ZoneChoice({ zone, onZone }: { zone: string; onZone: (zone: string) => void }) {
  const zones = useZones();
  const [chosen, setChosen] = useState(zone);
  const read = useRef(onZone);
  useEffect(() => {
    read.current = onZone;
  });
  useEffect(() => {
    if (chosen === zone) return;
    const rest = setTimeout(() => read.current(chosen), restMs);
    return () => clearTimeout(rest);
  }, [chosen, zone]);
  return (
    <div className="import-zone">
      <SelectField
        label={t('import.zone')}
        value={chosen}
        options={[
          { value: '', label: t('import.zoneOpen') },
          ...zones.map((z) => ({ value: z, label: z })),
        ]}
        onChange={setChosen}
      />
    </div>
  );
}
