import { useBackend, type RegisterKind } from '../backend';
import { useCommands } from '../commands';
import { flushTexts, useWrite } from '../editing';
import { t, type MessageKey } from '../i18n';
import { showToast } from '../ui';

const registers: readonly [RegisterKind, MessageKey][] = [
  ['actions', 'report.register.save.actions'],
  ['incidents', 'report.register.save.incidents'],
];

/** Reports across records, from every screen. */
export function useRegisterCommands() {
  const backend = useBackend();
  const write = useWrite();

  async function print(kind: RegisterKind) {
    await flushTexts();
    const file = await write(() => backend.reports.register(kind, 'pdf'));
    // No path: the person closed the dialog, and nothing is to be said.
    if (!file?.path) return;
    showToast({
      icon: 'file',
      text: t('report.printed', { name: file.path.split(/[/\\]/).at(-1) ?? file.path }),
      act: {
        label: t('report.open'),
        run: () => void write(() => backend.reports.open(file.path)),
      },
    });
  }

  useCommands(
    'app',
    registers.map(([kind, title]) => ({
      id: `report.register.${kind}`,
      title,
      icon: 'file',
      group: 'file',
      run: () => print(kind),
    })),
  );
}
