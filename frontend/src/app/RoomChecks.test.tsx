import { act, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Checked } from '../backend';
import { recordedBackend } from '../testing/recorded';
import { renderScreen } from '../testing/render';
import { RoomChecks } from './RoomChecks';

const found = (about: string, sum: string): Checked => ({
  check: 'S04',
  weight: 'stops',
  about,
  params: { words: 'TBD', line: sum },
  sum,
  where: '',
});

it('leads through several findings of one place, and round', async () => {
  const { registry } = renderScreen(
    <RoomChecks review="REV-26-AAAAAA" />,
    recordedBackend({
      reviews: {
        checks: () =>
          Promise.resolve([
            found('actions/a1', '1'),
            found('actions/a1', '2'),
            found('causes/c', '3'),
          ]),
      },
    }),
  );
  await waitFor(() => {
    expect(registry.available().map((c) => c.id)).toContain('checks.next');
  });
  const seen: string[] = [];
  const press = async (id: string) => {
    await act(async () => {
      const command = registry.available().find((c) => c.id === id);
      await command?.run(registry.context());
    });
    seen.push(window.location.hash.split('/').slice(3).join('/'));
  };
  for (const id of ['checks.next', 'checks.next', 'checks.next', 'checks.next']) await press(id);
  expect(seen).toEqual(['actions?at=a1', 'actions?at=a1', 'causes?at=c', 'actions?at=a1']);
  await press('checks.previous');
  expect(seen.at(-1)).toBe('causes?at=c');
});
