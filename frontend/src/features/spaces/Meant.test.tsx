import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Backend, SharedReview, SpaceState } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview } from '../../testing/review';
import { nothingNew } from '../../testing/spaceAccount';
import { SpaceMark } from './SpaceMark';
import { SpacesScreen } from './SpacesScreen';

const team: SpaceState = {
  id: 'S1',
  name: 'Team',
  address: '/mnt/team',
  reviews: 0,
  unsent: 0,
  undecided: 0,
  aside: 0,
  syncedAt: '',
  alias: 'Kite',
  audience: '',
  audienceAside: '',
  user: '',
  key: '',
  remembered: false,
};
const shared: SharedReview = {
  ref: 'REV-26-AAAAAA',
  title: 'Tours were planned twice',
  becomes: 'shared',
  holding: 0,
  leaves: '',
  place: { away: false, name: '', left: '', inside: false },
};

it('says why a space comes first, and goes on with the sharing once there is one', async () => {
  let list: SpaceState[] = [];
  const shareSeveral = vi.fn<Backend['spaces']['shareSeveral']>(() => Promise.resolve('share'));
  const backend = recordedBackend({
    spaces: {
      list: () => Promise.resolve(list),
      add: () => {
        list = [team];
        return Promise.resolve('add');
      },
      addResult: () => Promise.resolve({ ...nothingNew, name: 'Team', keepAsk: 'choose' }),
      seal: () => Promise.resolve(),
      lookAtSharing: () => {
        setTimeout(() => end('look'));
        return Promise.resolve('look');
      },
      shareSeveral,
      sharingResult: () => Promise.resolve([shared]),
    },
  });
  const end = (id: string) => act(() => backend.emit('job.done', { id }));
  const { container, registry, path } = renderScreen(
    <>
      <SpaceMark review={emptyReview()} />
      <SpacesScreen />
    </>,
    backend,
  );
  await screen.findByText('Share reviews with others');
  expect(screen.queryByText(/you first need a space/)).toBeNull();
  act(() => {
    registry.run('spaces.share');
  });
  await waitFor(() => expect(path()).toBe('/spaces'));
  const note = (words: RegExp) => screen.findByText(words).then((e) => e.closest('.note'));
  expect(await note(/^To share 1 review you first need a space/)).toHaveTextContent(
    'Tours were planned twice',
  );
  expect(await seriousFindings(container)).toEqual([]);

  await userEvent.keyboard('n');
  const add = await screen.findByRole('dialog', { name: 'Add a space' });
  await userEvent.type(within(add).getByRole('textbox', { name: /^Name/ }), 'Team');
  await userEvent.type(within(add).getByRole('textbox', { name: /^Folder/ }), '/mnt/team{Enter}');
  await within(add).findByRole('progressbar');
  end('add');
  // What is asked about the new space comes before what it is wanted for.
  const seal = await screen.findByRole('dialog', { name: 'Remember it in a sealed file?' });
  await userEvent.type(within(seal).getByLabelText('Passphrase'), 'correct horse');
  await userEvent.type(
    within(seal).getByLabelText('The passphrase once more'),
    'correct horse{Enter}',
  );
  const dialog = () => screen.findByRole('dialog', { name: 'Share 1 review?' });
  await userEvent.click(within(await dialog()).getByRole('button', { name: 'Cancel' }));
  // Given up, it is one press away until it is let go.
  const later = await note(/^1 review is still to be shared/);
  await userEvent.click(within(later as HTMLElement).getByRole('button', { name: 'Share…' }));
  const go = within(await dialog()).getByRole('button', { name: 'Share 1 review' });
  await waitFor(() => expect(go).not.toHaveAttribute('aria-disabled', 'true'));
  await userEvent.click(go);
  await waitFor(() =>
    expect(shareSeveral).toHaveBeenCalledExactlyOnceWith(['REV-26-AAAAAA'], 'S1'),
  );
  end('share');
  const done = await screen.findByRole('dialog', { name: 'Sharing with Team' });
  await userEvent.click(within(done).getByRole('button', { name: 'Close' }));
  expect(screen.queryByText(/still to be shared/)).toBeNull();
});
