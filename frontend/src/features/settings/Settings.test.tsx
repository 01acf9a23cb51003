import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { WireError, type BackupLook, type BackupState } from '../../backend';
import { freshBackup, ownWorkspace, recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { Settings } from './Settings';

const look: BackupLook = {
  path: '/media/disk/b.zip',
  name: 'b.zip',
  madeAt: '2026-11-11T09:00:00Z',
  program: 'Second Story 1.2.3',
  records: 41,
  pictures: 1,
  spaces: ['Payments'],
  over: true,
};

function settings(part: {
  state?: Partial<BackupState>;
  make?: () => Promise<string>;
  choose?: () => Promise<BackupLook>;
  restore?: (path: string) => Promise<string>;
}) {
  const backend = recordedBackend({
    backups: {
      state: () => Promise.resolve({ ...freshBackup, ...part.state }),
      make: part.make ?? (() => Promise.resolve('')),
      makeResult: () =>
        Promise.resolve({
          path: '/media/disk/b.zip',
          size: '12.5',
          records: 41,
          pictures: 1,
          spaces: 0,
        }),
      choose: part.choose ?? (() => Promise.resolve(look)),
      restore: part.restore ?? (() => Promise.resolve('job-2')),
      restoreResult: () =>
        Promise.resolve({
          madeAt: look.madeAt,
          records: 41,
          before: '/home/someone/secondstory/before-restore-1.zip',
          aside: '',
        }),
    },
    calendars: { list: () => Promise.resolve([]) },
  });
  return { backend, ...renderScreen(<Settings />, backend) };
}

it('says how the last backup stands and where the rest is set', async () => {
  const { container } = settings({ state: { days: 12, at: '2026-11-06T09:00:00Z' } });
  expect(await screen.findByText('Last backup: 12 days ago, on 6 Nov 2026')).toBeTruthy();
  expect(await screen.findByText(ownWorkspace.actor)).toBeTruthy();
  expect(
    screen.getByText('The only one so far. Dates and numbers are written the British way.'),
  ).toBeTruthy();
  const to = screen.getAllByRole('link').map((a) => a.getAttribute('href'));
  expect(to).toEqual(expect.arrayContaining(['#/spaces', '#/governance/calendars']));
  expect(await seriousFindings(container)).toEqual([]);
});

it('makes a backup, tells how far it is and where it lies', async () => {
  const { backend } = settings({ make: () => Promise.resolve('job-1') });
  await userEvent.click(await screen.findByRole('button', { name: /Back up/ }));
  await waitFor(() => {
    backend.emit('job.progress', { id: 'job-1', done: 3, total: 12, label: 'writing' });
    expect(screen.getByRole('progressbar', { name: 'Writing, in megabytes' })).toBeTruthy();
  });
  backend.emit('job.done', { id: 'job-1', error: null });
  expect(await screen.findByText(/Backed up into \/media\/disk\/b.zip \(12.5 MB\)/)).toBeTruthy();
  expect(screen.getByText(/Passwords, tokens and keys are not in it/)).toBeTruthy();
});

it('asks before it replaces a workspace, and begins with the safe act', async () => {
  const restore = vi.fn(() => Promise.resolve('job-2'));
  const { backend, container } = settings({ restore });
  await userEvent.click(await screen.findByRole('button', { name: /Restore/ }));
  const dialog = await screen.findByRole('dialog', { name: 'Restore "b.zip"?' });
  expect(dialog.textContent).toContain('41 records · 1 picture · shared spaces: Payments');
  expect(document.activeElement?.textContent).toBe('Keep my workspace');
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Keep my workspace' }));
  expect(restore).not.toHaveBeenCalled();

  await userEvent.click(screen.getByRole('button', { name: /Restore/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Back up and replace' }));
  await waitFor(() => expect(restore).toHaveBeenCalledWith(look.path));
  backend.emit('job.done', { id: 'job-2', error: null });
  expect(
    await screen.findByText(/before-restore-1.zip; restore that file to go back/),
  ).toBeTruthy();
});

it('says which part of a backup is damaged, and asks nothing', async () => {
  settings({
    choose: () =>
      Promise.reject(new WireError('invalid', 'backup.damaged_picture', { name: 'b.zip' })),
  });
  await userEvent.click(await screen.findByRole('button', { name: /Restore/ }));
  expect(await screen.findByText(/a picture in it is not what was written/)).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('backs no sample up, and says why', async () => {
  const make = vi.fn(() => Promise.resolve('job-1'));
  settings({ state: { sample: true }, make });
  const button = await screen.findByRole('button', { name: /Back up/ });
  await waitFor(() => expect(button.getAttribute('aria-disabled')).toBe('true'));
  await userEvent.click(button);
  expect(make).not.toHaveBeenCalled();
});

it('shows the whole diagnosis before it is saved', async () => {
  const saveDiagnosis = vi.fn(() => Promise.resolve({ path: '/tmp/d.json' }));
  const backend = recordedBackend({
    workspace: { diagnosis: () => Promise.resolve('{"records": {"review": 3}}'), saveDiagnosis },
    calendars: { list: () => Promise.resolve([]) },
  });
  const { container } = renderScreen(<Settings />, backend);
  await userEvent.click(await screen.findByRole('button', { name: /Show what it says/ }));
  const dialog = await screen.findByRole('dialog', { name: 'Diagnosis' });
  expect(dialog.textContent).toContain('{"records": {"review": 3}}');
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save…' }));
  expect(await screen.findByText('Saved in /tmp/d.json')).toBeTruthy();
  expect(saveDiagnosis).toHaveBeenCalledOnce();
});

it('tells on the desktop only when asked, and says at once where that cannot be', async () => {
  const tryNotice = vi.fn(() => Promise.reject(new WireError('unavailable', 'notice.none')));
  const backend = recordedBackend({
    workspace: {
      tryNotice,
      settings: () => Promise.resolve([]),
      setSetting: () => Promise.resolve(),
    },
  });
  renderScreen(<Settings />, backend);
  const row = await screen.findByRole('radiogroup', { name: 'Tell me on the desktop what is due' });
  expect(within(row).getByRole('radio', { name: 'Never' })).toBeChecked();
  await userEvent.click(within(row).getByText('Once a day'));
  expect(tryNotice).toHaveBeenCalledTimes(1);
  expect(await screen.findByText(/This desktop takes no notices/)).toBeVisible();
});
