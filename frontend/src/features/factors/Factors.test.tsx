import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { WireError, type Factor, type Review } from '../../backend';
import { letGo, saveEverything, unsavedTexts } from '../../editing';
import { keptSettings, recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview, factorOf } from '../../testing/review';
import { Factors } from './Factors';
import { inScreenOrder, placeAfter } from './kinds';

// A line that is left with its screen is saved behind the test, or refused there.
afterEach(async () => {
  cleanup();
  await saveEverything();
  for (const text of unsavedTexts()) letGo(text);
});

const factors: Factor[] = [
  factorOf({ id: 'a', text: 'The timer is set in local time.', classes: ['technical'] }),
  factorOf({ id: 'b', text: 'Loading stopped in 11 minutes.', kind: 'went_well' }),
  factorOf({ id: 'c', text: 'A plan is known by its local time.' }),
];

/** A screen whose review the test can change as Go would. */
function screenOf(start: Review) {
  let change: (next: Review) => void = () => undefined;
  function Host() {
    const [review, setReview] = useState(start);
    change = setReview;
    return <Factors review={review} />;
  }
  return { Host, change: (next: Review) => change(next) };
}

it('groups the factors by kind with their classes, and no serious finding of axe', async () => {
  const { container } = renderScreen(
    <Factors review={emptyReview({ factors })} />,
    recordedBackend(),
  );
  const contributing = await screen.findByRole('region', { name: 'Contributing factors' });
  expect(within(contributing).getAllByRole('listitem')).toHaveLength(2);
  expect(within(contributing).getByRole('img', { name: 'technical' })).toBeVisible();
  expect(
    within(screen.getByRole('region', { name: 'What went well' })).getByRole('listitem'),
  ).toHaveTextContent('Loading stopped in 11 minutes.');
  expect(await seriousFindings(container)).toEqual([]);
});

it('tells the shares, says a class more exactly, and puts something behind what people did', async () => {
  const people = factorOf({ id: 'p', text: 'The wrong page was closed.', classes: ['human'] });
  const setField = vi.fn(() => Promise.resolve({ rev: 2 }));
  const addPart = vi.fn(() => Promise.resolve({ id: 'n', rev: 3 }));
  const share = (name: string, count: number) => ({ class: name, count, share: count / 12 });
  const { container } = renderScreen(
    <Factors
      review={emptyReview({
        factors: [...factors, people],
        class_shares: {
          factors: 12,
          unclassed: 1,
          classes: [share('technical', 5), share('procedural', 4), share('human', 3)],
          rolled: [share('technical', 5)],
        },
      })}
    />,
    recordedBackend({ reviews: { setField, addPart } }),
  );
  expect(
    await screen.findByText(
      /technical 5 \(41\.7 %\), procedural 4 \(33\.3 %\), human 3 \(25\.0 %\)/,
    ),
  ).toBeVisible();
  expect(screen.getByText('Without a class: 1.')).toBeVisible();

  await userEvent.click(screen.getByRole('button', { name: /wrong page/ }));
  await userEvent.click(screen.getByRole('button', { name: 'workload or tiredness' }));
  const path = (of: string, field: string) => ['REV-26-AAAAAA', `factors/${of}/${field}`];
  expect(setField).toHaveBeenLastCalledWith(...path('p', 'subtypes'), '["human/workload"]', '');
  expect(screen.getByText(/names people only/)).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'One that is here' }), 'a');
  expect(setField).toHaveBeenLastCalledWith(...path('a', 'condition_of'), '["p"]', '');

  screen.getByRole('button', { name: /wrong page/ }).focus();
  await userEvent.keyboard('bThe pages look alike.{Enter}');
  expect(addPart).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'factors',
    JSON.stringify({ text: 'The pages look alike.', kind: 'contributing', condition_of: ['p'] }),
    'p',
    '',
  );
});

it('advises a technique by the rule and keeps what was chosen', async () => {
  const setField = vi.fn(() => Promise.resolve({ rev: 2 }));
  const { container } = renderScreen(
    <Factors
      review={emptyReview({
        factors,
        technique_teams: 3,
        technique: 'five_whys',
        technique_rule: '1',
        technique_advised: 'fishbone_timeline',
        technique_because: 'There is an hour.',
        technique_advice: { technique: 'fishbone_timeline', why: 'teams', rule: '1' },
        evidence_share: { causes: 9, evidenced: 8, share: 8 / 9 },
      })}
    />,
    recordedBackend({ reviews: { setField } }),
  );
  expect(await screen.findByText('With evidence: 8 of 9 causes, 88.9 %.')).toBeVisible();
  expect(screen.getByText(/5 Whys; rule 1 advised fishbone .*There is an hour/)).toBeVisible();
  await userEvent.keyboard('w');
  const dialog = await screen.findByRole('dialog', { name: 'Which technique?' });
  expect(within(dialog).getByRole('status')).toHaveTextContent('three teams or more');
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.selectOptions(within(dialog).getByRole('combobox', { name: /came again/ }), '3');
  expect(setField).toHaveBeenLastCalledWith('REV-26-AAAAAA', 'technique_recurrences', '3', '');
  await userEvent.selectOptions(
    within(dialog).getByRole('combobox', { name: 'Technique' }),
    'fishbone_timeline',
  );
  expect(setField).toHaveBeenLastCalledWith(
    'REV-26-AAAAAA',
    'technique',
    '"fishbone_timeline"',
    '',
  );
});

it('shows a factor of a kind that only a newer version has a name for', async () => {
  const omen = factorOf({ id: 'd', text: 'A crow sat there.', kind: 'omen' as 'luck' });
  renderScreen(
    <Factors review={emptyReview({ factors: [...factors, omen] })} />,
    recordedBackend(),
  );
  const group = await screen.findByRole('region', { name: 'omen' });
  expect(within(group).getByRole('listitem')).toHaveTextContent('A crow sat there.');
  await userEvent.click(within(group).getByRole('button', { name: /crow/ }));
  await userEvent.keyboard('n');
  expect(screen.getByRole('textbox', { name: /contributing/i })).toHaveFocus();
});

it('adds behind the chosen one with Enter, and goes on with the next line', async () => {
  const addPart = vi.fn(() => Promise.resolve({ id: 'n', rev: 2 }));
  renderScreen(
    <Factors review={emptyReview({ factors })} />,
    recordedBackend({ reviews: { addPart } }),
  );
  await userEvent.click(await screen.findByRole('button', { name: /timer is set/ }));
  await userEvent.keyboard('{Enter}The offset is not stored.{Enter}');
  expect(addPart).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'factors',
    JSON.stringify({ text: 'The offset is not stored.', kind: 'contributing' }),
    'a',
    '',
  );
  const next = await screen.findByRole('textbox', { name: 'Add a contributing factor' });
  await waitFor(() => expect(next).toHaveFocus());
  expect(next).toHaveValue('');
});

it('adds with N too, and stays in the line while the first factor comes in', async () => {
  const addPart = vi.fn(() => Promise.resolve({ id: 'n', rev: 2 }));
  const { Host, change } = screenOf(emptyReview());
  renderScreen(<Host />, recordedBackend({ reviews: { addPart } }));
  await screen.findByRole('button', { name: /Add a factor/ });
  await userEvent.keyboard('nFirst.{Enter}Se');
  change(emptyReview({ rev: 2, factors: [factorOf({ id: 'n', text: 'First.' })] }));
  expect(await screen.findByRole('button', { name: /First/ })).toBeVisible();
  await userEvent.keyboard('cond.');
  expect(screen.getByRole('textbox')).toHaveFocus();
  expect(screen.getByRole('textbox')).toHaveValue('Second.');
});

it('leads from the line of an empty list back to its button', async () => {
  renderScreen(<Factors review={emptyReview()} />, recordedBackend());
  await screen.findByRole('button', { name: /Add a factor/ });
  await userEvent.keyboard('n{Escape}');
  await waitFor(() => expect(screen.getByRole('button', { name: /Add a factor/ })).toHaveFocus());
});

it('keeps what was typed when a factor cannot be added, and says why', async () => {
  const addPart = vi.fn(() => Promise.reject(new WireError('unavailable', 'storage.full')));
  renderScreen(<Factors review={emptyReview()} />, recordedBackend({ reviews: { addPart } }));
  await userEvent.click(await screen.findByRole('button', { name: /Add a factor/ }));
  await userEvent.keyboard('Two shifts share one load.{Enter}');
  expect(await screen.findByRole('alert')).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Add a contributing factor' })).toHaveValue(
    'Two shifts share one load.',
  );
});

it('shows a factor that was being written when the program ended', async () => {
  const kept = keptSettings();
  await kept.setSetting('line.REV-26-AAAAAA.factors.luck', 'A driver');
  renderScreen(<Factors review={emptyReview()} />, recordedBackend({ workspace: kept }));
  expect(await screen.findByRole('textbox')).toHaveValue('A driver');
  expect(screen.getByRole('textbox')).not.toHaveFocus();
});

it('keeps in sight a factor that is refused after the screen is gone', async () => {
  let refuse: (error: unknown) => void = () => undefined;
  const addPart = () => new Promise<never>((_, no) => (refuse = no));
  const backend = recordedBackend({ reviews: { addPart } });
  const { unmount } = renderScreen(<Factors review={emptyReview()} />, backend);
  await userEvent.click(await screen.findByRole('button', { name: /Add a factor/ }));
  await userEvent.keyboard('Two shifts share one load.{Enter}');
  unmount();
  refuse(new WireError('unavailable', 'storage.full'));
  await waitFor(() =>
    expect(unsavedTexts().map((u) => u.text)).toEqual(['Two shifts share one load.']),
  );
  for (const text of unsavedTexts()) letGo(text);
});

it('takes lines faster than they are saved, one behind the other', async () => {
  const waiting: (() => void)[] = [];
  let made = 0;
  const addPart = vi.fn(
    () =>
      new Promise<{ id: string; rev: number }>((resolve) => {
        made += 1;
        const id = `n${made}`;
        waiting.push(() => resolve({ id, rev: 1 }));
      }),
  );
  renderScreen(<Factors review={emptyReview()} />, recordedBackend({ reviews: { addPart } }));
  await userEvent.click(await screen.findByRole('button', { name: /Add a factor/ }));
  await userEvent.keyboard('First.{Enter}Second.{Enter}Thi');
  expect(addPart).toHaveBeenCalledTimes(1);
  expect(screen.getByRole('textbox')).toHaveValue('Thi');
  waiting[0]?.();
  await waitFor(() => expect(addPart).toHaveBeenCalledTimes(2));
  expect(addPart.mock.calls.map((c: unknown[]) => [c[2], c[3]])).toEqual([
    [JSON.stringify({ text: 'First.', kind: 'contributing' }), ''],
    [JSON.stringify({ text: 'Second.', kind: 'contributing' }), 'n1'],
  ]);
  expect(screen.getByRole('textbox')).toHaveValue('Thi');
});

it('lets an emptied line go after it could not be saved', async () => {
  const addPart = vi.fn(() => Promise.reject(new WireError('unavailable', 'storage.full')));
  renderScreen(
    <Factors review={emptyReview({ factors })} />,
    recordedBackend({ reviews: { addPart } }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Add a contributing factor' }));
  await userEvent.keyboard('No{Enter}');
  await screen.findByRole('alert');
  await userEvent.keyboard('{Backspace}{Backspace}{Escape}');
  await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
});

it('keeps the caret at its word when words of somebody else come in', async () => {
  const saveText = vi.fn((_r: string, _p: string, _b: string, text: string) =>
    Promise.resolve({ rev: 2, text: `As they say: ${text}`, conflict: null }),
  );
  renderScreen(
    <Factors review={emptyReview({ factors })} />,
    recordedBackend({ reviews: { saveText } }),
  );
  await userEvent.click(await screen.findByRole('button', { name: /timer is set/ }));
  await userEvent.keyboard('{F2}');
  const field = screen.getByRole('textbox', { name: 'Words of the factor' });
  await userEvent.type(field, 's', { initialSelectionStart: 9, initialSelectionEnd: 9 });
  await waitFor(() => expect(field).toHaveValue('As they say: The timers is set in local time.'));
  saveText.mockImplementation((_r, _p, _b, text) =>
    Promise.resolve({ rev: 3, text, conflict: null }),
  );
  await userEvent.keyboard('!');
  expect(field).toHaveValue('As they say: The timers! is set in local time.');
});

it('edits in place and saves what was typed', async () => {
  const saveText = vi.fn((_r: string, _p: string, _b: string, text: string) =>
    Promise.resolve({ rev: 2, text, conflict: null }),
  );
  renderScreen(
    <Factors review={emptyReview({ factors })} />,
    recordedBackend({ reviews: { saveText } }),
  );
  await userEvent.click(await screen.findByRole('button', { name: /timer is set/ }));
  await userEvent.keyboard('{F2}');
  await userEvent.type(screen.getByRole('textbox', { name: 'Words of the factor' }), ' Always.');
  await userEvent.keyboard('{Escape}');
  await waitFor(() =>
    expect(saveText).toHaveBeenCalledWith(
      'REV-26-AAAAAA',
      'factors/a/text',
      'The timer is set in local time.',
      'The timer is set in local time. Always.',
      expect.any(String),
    ),
  );
});

it('toggles a class and moves within the kind by keys', async () => {
  const setField = vi.fn(() => Promise.resolve({ rev: 2 }));
  const movePart = vi.fn(() => Promise.resolve({ rev: 3 }));
  renderScreen(
    <Factors review={emptyReview({ factors })} />,
    recordedBackend({ reviews: { setField, movePart } }),
  );
  await userEvent.click(await screen.findByRole('button', { name: /timer is set/ }));
  await userEvent.keyboard('h');
  expect(setField).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'factors/a/classes',
    '["technical","human"]',
    '',
  );
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  expect(movePart).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA', 'factors/a', 'c', '');
});

it('removes with Delete, chooses the next one and offers the way back', async () => {
  const removePart = vi.fn(() => Promise.resolve({ rev: 2 }));
  const restorePart = vi.fn(() => Promise.resolve({ rev: 3 }));
  const { Host, change } = screenOf(emptyReview({ factors }));
  renderScreen(<Host />, recordedBackend({ reviews: { removePart, restorePart } }));
  await userEvent.click(await screen.findByRole('button', { name: /timer is set/ }));
  await userEvent.keyboard('{Delete}');
  expect(removePart).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA', 'factors/a', '');
  change(emptyReview({ rev: 2, factors: factors.slice(1) }));
  await waitFor(() => expect(screen.getByRole('button', { name: /local time/ })).toHaveFocus());
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(restorePart).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA', 'factors/a', '');
});

it('makes causes of the contributing factors that have none', async () => {
  const fromFactors = vi.fn(() => Promise.resolve({ id: '', rev: 2 }));
  renderScreen(
    <Factors review={emptyReview({ factors })} />,
    recordedBackend({ causes: { fromFactors } }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Make causes from these' }));
  expect(fromFactors).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA', '');
  expect(await screen.findByText('2 causes made from factors')).toBeVisible();
});

it('finds the place behind which a factor stands after a step', () => {
  expect(inScreenOrder(factors).map((f) => f.id)).toEqual(['a', 'c', 'b']);
  expect(placeAfter(factors, 'a', 1)).toBe('c');
  expect(placeAfter(factors, 'c', -1)).toBe('');
  expect(placeAfter(factors, 'a', -1)).toBeNull();
  expect(placeAfter(factors, 'b', 1)).toBeNull();
});
