import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Checked } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview } from '../../testing/review';
import { Checks } from './Checks';

const found = (over: Partial<Checked>): Checked => ({
  check: 'A01',
  weight: 'stops',
  about: 'actions/a1',
  params: { text: 'Mend the pump' },
  sum: '0011223344556677',
  where: 'Action “Mend the pump”',
  ...over,
});

it('leads to each place, says what is to be settled, and leaves one with a reason', async () => {
  const leaveCheck = vi.fn(() => Promise.resolve({ rev: 2 }));
  const { container } = renderScreen(
    <Checks review={emptyReview()} />,
    recordedBackend({
      reviews: {
        checks: () =>
          Promise.resolve([
            found({}),
            found({ about: 'actions/a2', params: { text: 'Tell the gates' }, sum: '11' }),
            found({
              check: 'S02',
              weight: 'asks',
              about: 'sections/impact',
              params: {},
              where: '',
            }),
          ]),
        leaveCheck,
      },
    }),
  );
  const first = await screen.findByRole('link', { name: '“Mend the pump” has no owner.' });
  expect(first).toHaveAttribute('href', '#/reviews/REV-26-AAAAAA/actions?at=a1');
  expect(screen.getByRole('link', { name: /whom it reached/ })).toHaveAttribute(
    'href',
    '#/reviews/REV-26-AAAAAA/overview?at=impact',
  );
  expect(screen.getByText('2 to settle before the review is agreed')).toBeVisible();
  expect(screen.getByText('1 to look at')).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);

  first.focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getByRole('link', { name: '“Tell the gates” has no owner.' })).toHaveFocus();
  await userEvent.keyboard('lThe board owns it{Enter}');
  await waitFor(() => {
    expect(leaveCheck).toHaveBeenCalledWith(
      'REV-26-AAAAAA',
      { check: 'A01', about: 'actions/a2', sum: '11' },
      'The board owns it',
      '',
    );
  });
});

it('offers no way to leave what is to be settled in any case', async () => {
  renderScreen(
    <Checks review={emptyReview()} />,
    recordedBackend({
      reviews: { checks: () => Promise.resolve([found({ check: 'C09', firm: true })]) },
    }),
  );
  (await screen.findByRole('link')).focus();
  await userEvent.keyboard('l');
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Leave as it is' })).toBeNull();
});

it('keeps a reason that was typed when the form goes', async () => {
  renderScreen(
    <Checks review={emptyReview()} />,
    recordedBackend({
      reviews: { checks: () => Promise.resolve([found({ about: 'actions/a3' })]) },
    }),
  );
  (await screen.findByRole('link')).focus();
  await userEvent.keyboard('lOwned by two{Escape}');
  expect(screen.queryByRole('textbox')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Leave as it is' }));
  expect(screen.getByRole('textbox')).toHaveValue('Owned by two');
});

it('shows what was left on demand, and takes it up again', async () => {
  const takeUpCheck = vi.fn(() => Promise.resolve({ rev: 2 }));
  renderScreen(
    <Checks review={emptyReview()} />,
    recordedBackend({
      reviews: {
        checks: () => Promise.resolve([found({ left: true, reason: 'The board owns it' })]),
        takeUpCheck,
      },
    }),
  );
  expect(await screen.findByRole('heading', { name: 'Everything fits together' })).toBeVisible();
  expect(screen.queryByText(/The board owns it/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Show 1 left as it is' }));
  expect(screen.getByText('left as it is: The board owns it')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Take up again' }));
  expect(takeUpCheck).toHaveBeenCalledOnce();
});
