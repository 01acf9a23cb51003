import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useBackend, type ReportKind } from '../../backend';
import { useCommands } from '../../commands';
import { flushTexts, useWrite } from '../../editing';
import { t } from '../../i18n';
import { Menu, showToast } from '../../ui';

/** Prints the open review to a file that the person names; a toast offers to open it. */
export function ReportMenu({ review }: { review: string }) {
  const backend = useBackend();
  const write = useWrite();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);

  async function print(kind: ReportKind) {
    if (busy) return;
    setBusy(true);
    // What was typed a moment ago belongs on the paper.
    await flushTexts();
    const file = await write(() =>
      backend.reports.make(review, { kind, audience: '', asOf: '' }, 'pdf'),
    );
    setBusy(false);
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

  useCommands('app', [
    {
      id: 'report.internal',
      title: 'report.printInternal',
      keys: ['Ctrl+P'],
      icon: 'file',
      group: 'file',
      inField: true,
      run: () => print('internal'),
    },
    {
      id: 'report.executive',
      title: 'report.printExecutive',
      keys: ['Ctrl+Shift+P'],
      icon: 'file',
      group: 'file',
      inField: true,
      run: () => print('executive'),
    },
  ]);

  return (
    <Menu
      label={t('report.menu')}
      icon="file"
      text={t('report.menu')}
      aria-busy={busy}
      off={busy && t('report.busy')}
      items={[
        {
          id: 'preview',
          label: t('report.preview'),
          keys: 'Alt+6',
          onSelect: () =>
            void navigate({ to: '/reviews/$ref/$tab', params: { ref: review, tab: 'report' } }),
        },
        'line',
        {
          id: 'internal',
          label: t('report.printInternal'),
          keys: 'Ctrl+P',
          onSelect: () => void print('internal'),
        },
        {
          id: 'executive',
          label: t('report.printExecutive'),
          keys: 'Ctrl+Shift+P',
          onSelect: () => void print('executive'),
        },
      ]}
    />
  );
}
