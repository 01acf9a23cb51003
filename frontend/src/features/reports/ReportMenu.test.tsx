import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { WireError } from '../../backend';
import { t } from '../../i18n';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { ReportMenu } from './ReportMenu';

it('prints by key and offers to open the file', async () => {
  const make = vi.fn(() => Promise.resolve({ path: '/papers/REV-26-AAAAAA-internal.pdf' }));
  const open = vi.fn(() => Promise.resolve());
  const { container } = renderScreen(
    <ReportMenu review="REV-26-AAAAAA" />,
    recordedBackend({ reports: { make, open } }),
  );
  await screen.findByRole('button', { name: /Print/ });
  await userEvent.keyboard('{Control>}p{/Control}');
  expect(make).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    { kind: 'internal', audience: '', asOf: '' },
    'pdf',
  );
  expect(await screen.findByText('REV-26-AAAAAA-internal.pdf printed')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Open' }));
  expect(open).toHaveBeenCalledExactlyOnceWith('/papers/REV-26-AAAAAA-internal.pdf');
  expect(await seriousFindings(container)).toEqual([]);
});

it('prints the executive summary from its menu, and says nothing when the dialog was closed', async () => {
  const make = vi.fn(() => Promise.resolve({ path: '' }));
  renderScreen(<ReportMenu review="REV-26-AAAAAA" />, recordedBackend({ reports: { make } }));
  await userEvent.click(await screen.findByRole('button', { name: /Print/ }));
  await userEvent.click(screen.getByRole('menuitem', { name: /executive summary/ }));
  expect(make).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    { kind: 'executive', audience: '', asOf: '' },
    'pdf',
  );
  expect(screen.queryByText(/printed/)).toBeNull();
});

it('says in words why a report could not be made', async () => {
  const make = () => Promise.reject(new WireError('unavailable', 'file.dialog'));
  renderScreen(<ReportMenu review="REV-26-AAAAAA" />, recordedBackend({ reports: { make } }));
  await screen.findByRole('button', { name: /Print/ });
  await userEvent.keyboard('{Control>}{Shift>}p{/Shift}{/Control}');
  expect(await screen.findByText(t('file.dialog'))).toBeVisible();
});
