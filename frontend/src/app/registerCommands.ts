import type { RegisterFormat, RegisterKind } from '../backend';
import { useCommands } from '../commands';
import { everyIncident, saveRegister, useRegisterSaver } from '../editing';
import type { MessageKey } from '../i18n';

const registers: readonly [RegisterKind, RegisterFormat, MessageKey][] = [
  ['actions', 'pdf', 'report.register.save.actions'],
  ['actions', 'csv', 'report.register.save.actionsCsv'],
  ['actions', 'xlsx', 'report.register.save.actionsXlsx'],
  ['incidents', 'pdf', 'report.register.save.incidents'],
  ['obligations', 'pdf', 'report.register.save.obligations'],
  ['obligations', 'csv', 'report.register.save.obligationsCsv'],
  ['obligations', 'xlsx', 'report.register.save.obligationsXlsx'],
];

/** Reports across records, from every screen. */
export function useRegisterCommands() {
  useRegisterSaver();
  useCommands(
    'app',
    registers.map(([kind, format, title]) => ({
      id: format === 'pdf' ? `report.register.${kind}` : `report.register.${kind}.${format}`,
      title,
      icon: 'file',
      group: 'file',
      run: () => saveRegister(kind, format, everyIncident),
    })),
  );
}
