import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { WireError, type ImportPiece } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { Proposal } from './Proposal';

const piece = (part: Partial<ImportPiece>): ImportPiece => ({
  key: 'severity',
  collection: '',
  state: 'file',
  words: 'Severity',
  at: '',
  count: 0,
  asks: true,
  changes: [{ field: 'Severity', here: 'SEV2', file: 'SEV1', becomes: 'SEV1', asked: false }],
  ...part,
});
const pieces = [
  piece({}),
  piece({
    key: 'timeline/a',
    collection: 'timeline',
    state: 'both',
    words: 'Alarm in the hall',
    at: '2026-01-01 10:00 UTC',
    changes: [
      { field: 'Text', here: 'Alarm in the hall', file: 'Alarm', becomes: '', asked: true },
    ],
  }),
  piece({
    key: 'timeline/b',
    collection: 'timeline',
    state: 'removed',
    words: 'Called',
    asks: false,
    changes: [],
  }),
  piece({ key: 'factors/c', state: 'same', asks: false, changes: [] }),
];

function Host({ merge = true }: { merge?: boolean }) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      <Proposal
        job="job-1"
        place={2}
        told={false}
        merge={merge}
        left={left}
        onLeave={(keys, leave) =>
          setLeft((now) => {
            const next = new Set(now);
            for (const key of keys)
              if (leave) next.add(key);
              else next.delete(key);
            return next;
          })
        }
      />
      <output aria-label="Left">{[...left].join(' ')}</output>
    </>
  );
}

it('says of each piece what a newer version brings, and lets each be left', async () => {
  const proposal = vi.fn(() => Promise.resolve(pieces));
  const { container } = renderScreen(<Host />, recordedBackend({ imports: { proposal } }));
  const box = await screen.findByRole('checkbox', { name: 'Severity' });
  expect(proposal).toHaveBeenCalledExactlyOnceWith('job-1', 2, false);
  const about = screen.getByRole('region', { name: 'What the newer version brings' });
  expect(within(about).getByText('Yours stays, and you are asked')).toBeVisible();
  expect(within(about).getByText('SEV2')).toBeVisible();
  expect(within(about).getByText('SEV1')).toBeVisible();
  expect(within(about).getByText('Stays away')).toBeVisible();
  expect(within(about).getByText('1 more piece says what it said before.')).toBeVisible();
  // What a person removed is no question.
  expect(screen.getAllByRole('checkbox')).toHaveLength(2);
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(box);
  expect(screen.getByRole('status', { name: 'Left' })).toHaveTextContent('severity');
  expect(screen.getByText('Left: nothing changes')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Leave all' }));
  expect(screen.getByRole('status', { name: 'Left' })).toHaveTextContent('severity timeline/a');
  await userEvent.click(screen.getByRole('button', { name: 'Take all' }));
  expect(screen.getByRole('status', { name: 'Left' })).toBeEmptyDOMElement();
});

it('ticks nothing while the newer version is not brought in', async () => {
  renderScreen(
    <Host merge={false} />,
    recordedBackend({ imports: { proposal: () => Promise.resolve(pieces) } }),
  );
  const box = await screen.findByRole('checkbox', { name: 'Severity' });
  expect(box).not.toBeChecked();
  expect(box).toBeDisabled();
  expect(screen.queryByText('Is taken over')).toBeNull();
  expect(screen.getByText(/Nothing of this comes in unless/)).toBeVisible();
});

it('says when the comparison failed, and tries again', async () => {
  const proposal = vi
    .fn()
    .mockRejectedValueOnce(new WireError('internal', 'error.internal', { ref: 'x' }))
    .mockResolvedValue([]);
  renderScreen(<Host />, recordedBackend({ imports: { proposal } }));
  await userEvent.click(await screen.findByRole('button', { name: /Try again/ }));
  await waitFor(() =>
    expect(screen.getByText('Nothing in the review would change.')).toBeVisible(),
  );
});
