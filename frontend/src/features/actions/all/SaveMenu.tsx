import type { RegisterFormat } from '../../../backend';
import { useCommands } from '../../../commands';
import { everyIncident, saveRegister } from '../../../editing';
import { t, type MessageKey } from '../../../i18n';
import { Menu } from '../../../ui';

/** As what the register of all actions is saved. */
const saves: readonly [RegisterFormat, MessageKey, string][] = [
  ['pdf', 'report.register.save.actions', 'e p'],
  ['csv', 'report.register.save.actionsCsv', 'e c'],
  ['xlsx', 'report.register.save.actionsXlsx', 'e x'],
];
const showKeys = 'e r';

/** The register of all actions, to be looked at (where it is not yet) and as a file. */
export function SaveMenu({ onShow }: { onShow?: (() => void) | undefined }) {
  const save = (format: RegisterFormat) => saveRegister('actions', format, everyIncident);
  useCommands('screen', [
    {
      id: 'actions.show',
      title: 'actions.save.show',
      keys: [showKeys],
      icon: 'file',
      group: 'see',
      when: (ctx) => !ctx.inField && onShow !== undefined,
      run: () => onShow?.(),
    },
    ...saves.map(
      ([format, title, keys]) =>
        ({
          id: `actions.save.${format}`,
          title,
          keys: [keys],
          icon: 'file',
          group: 'file',
          hidden: true, // the palette has it for every screen
          when: (ctx: { inField: boolean }) => !ctx.inField,
          run: () => save(format),
        }) as const,
    ),
  ]);
  return (
    <Menu
      label={t('actions.save')}
      icon="takeOut"
      text={t('measures.save')}
      items={[
        ...(onShow
          ? ([
              { id: 'show', label: t('actions.save.show'), keys: showKeys, onSelect: onShow },
              'line',
            ] as const)
          : []),
        ...saves.map(([format, title, keys]) => ({
          id: format,
          label: t(title),
          keys,
          onSelect: () => save(format),
        })),
      ]}
    />
  );
}
