import { useSync } from '../../editing';
import { t, tn } from '../../i18n';
import { SelectField } from '../../ui';

const intervals = [0, 5, 15, 60] as const;

/** Whether the window syncs by itself. */
export function Schedule() {
  const { every, setEvery } = useSync();
  return (
    <div className="spaces-schedule">
      <SelectField
        label={t('spaces.every')}
        help={t('spaces.every.help')}
        value={String(every)}
        onChange={(minutes) => setEvery(Number(minutes))}
        options={intervals.map((n) => ({
          value: String(n),
          label: n === 0 ? t('spaces.every.never') : tn('spaces.every.minutes', n),
        }))}
      />
    </div>
  );
}
