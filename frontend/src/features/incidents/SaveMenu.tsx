import type { RegisterFormat } from '../../backend';
import { t, type MessageKey } from '../../i18n';
import { Menu } from '../../ui';

/** As what the list is saved, as it is narrowed. */
export const saves: readonly [RegisterFormat, MessageKey, string][] = [
  ['pdf', 'incident.save.pdf', 'e p'],
  ['csv', 'incident.save.csv', 'e c'],
  ['xlsx', 'incident.save.xlsx', 'e x'],
];

export const showKeys = 'e r';

export function SaveMenu({
  onShow,
  onSave,
}: {
  onShow: () => void;
  onSave: (format: RegisterFormat) => void;
}) {
  return (
    <Menu
      label={t('incident.save')}
      icon="takeOut"
      text={t('measures.save')}
      items={[
        { id: 'show', label: t('incident.save.show'), keys: showKeys, onSelect: onShow },
        'line',
        ...saves.map(([format, title, keys]) => ({
          id: format,
          label: t(title),
          keys,
          onSelect: () => onSave(format),
        })),
      ]}
    />
  );
}
