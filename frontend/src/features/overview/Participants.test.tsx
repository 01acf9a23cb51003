import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { WireError, type Backend } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen } from '../../testing/render';
import { emptyReview } from '../../testing/review';
import { Participants } from './Participants';

vi.setConfig({ testTimeout: 30_000 });

it('takes one role after the other, and gives a refused one back', async () => {
  const addPart = vi
    .fn<Backend['reviews']['addPart']>()
    .mockResolvedValueOnce({ id: 'p2', rev: 2 })
    .mockRejectedValueOnce(
      new WireError('invalid', 'record.field_too_long', { field: 'role', max: '9' }),
    );
  renderScreen(
    <Participants review={emptyReview()} readOnly={false} />,
    recordedBackend({ reviews: { addPart } }),
  );
  await userEvent.click(await screen.findByRole('button', { name: /^Add a role/ }));
  await userEvent.keyboard('Wash lead{Enter}');
  const field = screen.getByRole('textbox', { name: 'Add a role' });
  await waitFor(() => expect(field).toHaveValue(''));
  expect(field).toHaveFocus();
  expect(addPart).toHaveBeenLastCalledWith(
    'REV-26-AAAAAA',
    'participants',
    '{"role":"Wash lead"}',
    '',
    '',
  );
  await userEvent.keyboard('Vendor{Enter}');
  await waitFor(() => expect(field).toHaveValue('Vendor'));
  expect(addPart).toHaveBeenCalledTimes(2);
  await userEvent.clear(field);
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('button', { name: /^Add a role/ })).toHaveFocus();
  expect(addPart).toHaveBeenCalledTimes(2);
});
