import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { recordedBackend } from '../testing/recorded';
import { renderScreen } from '../testing/render';
import { everyIncident, saveRegister, useRegisterSaver } from './useRegister';

function Window() {
  useRegisterSaver();
  return (
    <button onClick={() => saveRegister('incidents', 'csv', { ...everyIncident, words: 'gate' })}>
      save
    </button>
  );
}

it('saves a list as it is narrowed, says how far it is, stops, and offers to open it', async () => {
  const register = vi.fn(() => Promise.resolve('job-7'));
  const cancel = vi.fn(() => Promise.resolve());
  const backend = recordedBackend({
    reports: { register, registerResult: () => Promise.resolve({ path: '/papers/list.csv' }) },
    imports: { cancel },
  });
  renderScreen(<Window />, backend);
  await userEvent.click(await screen.findByRole('button', { name: 'save' }));
  expect(register).toHaveBeenCalledExactlyOnceWith('incidents', 'csv', {
    ...everyIncident,
    words: 'gate',
  });
  act(() => {
    backend.emit('job.progress', { id: 'job-7', done: 50_000, total: 150_000, label: '' });
  });
  expect(await screen.findByText('Saving: 30 %')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  expect(cancel).toHaveBeenCalledExactlyOnceWith('job-7');
  act(() => {
    backend.emit('job.done', { id: 'job-7', error: null });
  });
  expect(await screen.findByText('list.csv printed')).toBeInTheDocument();
  expect(screen.queryByText('Saving: 30 %')).not.toBeInTheDocument();
});
