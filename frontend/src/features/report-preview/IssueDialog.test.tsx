import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen } from '../../testing/render';
import { IssueDialog } from './IssueDialog';

it('issues for a reader, never for nobody, and lists what went out', async () => {
  const issue = vi.fn(() => Promise.resolve({ path: '/papers/REV-26-AAAAAA-customer.pdf' }));
  const close = vi.fn();
  const choice = { kind: 'customer', audience: '', asOf: '' } as const;
  renderScreen(
    <IssueDialog review="REV-26-AAAAAA" choice={choice} seen={7} onClose={close} />,
    recordedBackend({
      reports: {
        issue,
        issued: () =>
          Promise.resolve([
            {
              at: '2026-03-12T08:00:00Z',
              kind: 'customer',
              to: 'The port',
              name: 'first.pdf',
              fileHash: 'ab',
              moved: true,
            },
          ]),
      },
    }),
  );
  expect(await screen.findByText(/The port/)).toBeInTheDocument();
  expect(screen.getByText(/changed since/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Issue…' }));
  expect(issue).not.toHaveBeenCalled();
  await userEvent.type(screen.getByRole('textbox', { name: 'For whom' }), ' Ferry customers ');
  await userEvent.click(screen.getByRole('radio', { name: 'HTML' }));
  await userEvent.click(screen.getByRole('button', { name: 'Issue…' }));
  expect(issue).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    choice,
    'html',
    'Ferry customers',
    7,
  );
  expect(await screen.findByText(/issued for Ferry customers/)).toBeInTheDocument();
  expect(close).toHaveBeenCalledOnce();
});
