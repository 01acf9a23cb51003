import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { useCommands } from '../commands';
import { recordedBackend } from '../testing/recorded';
import { renderScreen } from '../testing/render';
import { KeysHelp } from './KeysHelp';

vi.setConfig({ testTimeout: 30_000 });

function Keys() {
  useCommands('app', [
    { id: 'a.search', title: 'go.search', keys: ['/'], group: 'go', run: vi.fn() },
    { id: 'a.library', title: 'go.library', keys: ['g l'], group: 'go', run: vi.fn() },
  ]);
  useCommands('screen', [
    { id: 's.filter', title: 'reviews.filter', keys: ['/'], group: 'see', run: vi.fn() },
  ]);
  return <KeysHelp onClose={vi.fn()} />;
}

it('names of a key only what it does on this screen', async () => {
  renderScreen(<Keys />, recordedBackend());
  expect(await screen.findByText('Filter the reviews')).toBeVisible();
  expect(screen.getAllByRole('definition')).toHaveLength(2);
  expect(screen.queryByText('Search all reviews')).toBeNull();
});
