import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { currentSaveState, WireError, type Review, type TextSaved } from '../backend';
import { keptSettings, recordedBackend } from '../testing/recorded';
import { renderScreen } from '../testing/render';
import { emptyReview } from '../testing/review';
import {
  letGo,
  ReviewPlace,
  saveEverything,
  tryAgain,
  unsavedTexts,
  useLines,
  useListWrite,
  useSavedText,
  useSwitchWorkspace,
  ValueField,
} from './index';

const refusal = new WireError('invalid', 'error.internal');
afterEach(() => {
  for (const text of unsavedTexts()) letGo(text);
});

function Text() {
  const saved = useSavedText({ review: 'REV-1', path: 'title', value: 'one', rev: 1 });
  return (
    <input aria-label="Text" value={saved.text} onChange={(e) => saved.onChange(e.target.value)} />
  );
}

it('keeps a refused text in sight when its editor goes, until it is stored', async () => {
  let refuse = true;
  const saveText = vi.fn((_r: string, _p: string, _b: string, text: string): Promise<TextSaved> =>
    refuse ? Promise.reject(refusal) : Promise.resolve({ rev: 2, text, conflict: null }),
  );
  const view = renderScreen(<Text />, recordedBackend({ reviews: { saveText } }));
  await userEvent.type(await screen.findByLabelText('Text'), ' two');
  view.unmount();
  await waitFor(() => expect(unsavedTexts()).toMatchObject([{ review: 'REV-1', text: 'one two' }]));
  expect(currentSaveState().kind).toBe('refused');
  const [kept] = unsavedTexts();
  if (!kept) throw new Error('one text expected');
  await tryAgain(kept);
  expect(unsavedTexts()).toHaveLength(1);
  refuse = false;
  await tryAgain(kept);
  expect(saveText).toHaveBeenLastCalledWith('REV-1', 'title', 'one', 'one two', expect.anything());
  expect(unsavedTexts()).toEqual([]);
  expect(currentSaveState().kind).toBe('saved');
});

it('gives up a refused text only when the person lets it go', async () => {
  const saveText = () => Promise.reject(refusal);
  const view = renderScreen(<Text />, recordedBackend({ reviews: { saveText } }));
  await userEvent.type(await screen.findByLabelText('Text'), '!');
  view.unmount();
  await waitFor(() => expect(unsavedTexts()).toHaveLength(1));
  for (const text of unsavedTexts()) letGo(text);
  expect(currentSaveState().kind).toBe('saved');
  expect(await saveEverything()).toBe(true);
});

function Line({ save, takeLast }: { save: (line: string) => Promise<void>; takeLast?: boolean }) {
  const lines = useLines({ review: 'REV-1', place: 'things', save, takeLast });
  return (
    <>
      <input
        aria-label="Line"
        value={lines.text}
        onChange={(e) => lines.change(e.target.value)}
        onKeyDown={(e) => e.key === 'Enter' && void lines.take()}
      />
      <p>{lines.wrong}</p>
    </>
  );
}

it('keeps a line that is refused after its field has gone', async () => {
  const save = vi.fn(() => Promise.reject(refusal));
  const view = renderScreen(<Line save={save} takeLast />, recordedBackend());
  await userEvent.type(await screen.findByLabelText('Line'), 'Set the timers');
  view.unmount();
  await waitFor(() =>
    expect(unsavedTexts()).toMatchObject([{ review: 'REV-1', text: 'Set the timers' }]),
  );
});

it('keeps a line that nobody entered, over a restart too, and makes nothing of it', async () => {
  const kept = keptSettings();
  const save = vi.fn(() => Promise.resolve());
  const view = renderScreen(<Line save={save} />, recordedBackend({ workspace: kept }));
  await userEvent.type(await screen.findByLabelText('Line'), 'Set the tim');
  expect(await saveEverything()).toBe(true);
  view.unmount();
  renderScreen(<Line save={save} />, recordedBackend({ workspace: kept }));
  await waitFor(async () =>
    expect(await screen.findByLabelText('Line')).toHaveValue('Set the tim'),
  );
  expect(save).not.toHaveBeenCalled();
});

it('still says why an earlier line was refused when a later one is saved', async () => {
  let refuse: (error: unknown) => void = () => undefined;
  const save = vi
    .fn<(line: string) => Promise<void>>()
    .mockReturnValueOnce(new Promise<void>((_, no) => (refuse = no)))
    .mockResolvedValue(undefined);
  renderScreen(<Line save={save} />, recordedBackend({ workspace: keptSettings() }));
  const line = await screen.findByLabelText('Line');
  await userEvent.type(line, 'one{Enter}two{Enter}');
  refuse(new WireError('unavailable', 'storage.full'));
  await waitFor(() => expect(save).toHaveBeenCalledTimes(2));
  expect(await screen.findByText(/full/)).toBeVisible();
  expect(line).toHaveValue('one');
  expect(currentSaveState().kind).toBe('refused');
  await userEvent.type(line, '{Enter}');
  await waitFor(() => expect(screen.queryByText(/full/)).toBeNull());
});

function Value({ save }: { save: (text: string) => Promise<unknown> }) {
  return (
    <ValueField label="Zone" text="UTC" save={save}>
      UTC
    </ValueField>
  );
}

it('saves what is typed into a value when the screen goes', async () => {
  const save = vi.fn(() => Promise.resolve());
  const view = renderScreen(<Value save={save} />, recordedBackend());
  await userEvent.click(await screen.findByRole('button', { name: /Zone/ }));
  await userEvent.keyboard('Europe/Berlin');
  view.unmount();
  expect(save).toHaveBeenCalledExactlyOnceWith('Europe/Berlin', 'UTC');
});

it('saves nothing of a value that was given up or not changed', async () => {
  const save = vi.fn(() => Promise.resolve());
  const view = renderScreen(<Value save={save} />, recordedBackend());
  await userEvent.click(await screen.findByRole('button', { name: /Zone/ }));
  await userEvent.keyboard('Europe{Escape}');
  await userEvent.click(await screen.findByRole('button', { name: /Zone/ }));
  view.unmount();
  expect(save).not.toHaveBeenCalled();
});

function Arriving({ save }: { save: (text: string, seen: unknown) => Promise<unknown> }) {
  const [text, setText] = useState('UTC');
  return (
    <>
      <ValueField label="Zone" text={text} save={save}>
        {text}
      </ValueField>
      <button onMouseDown={(e) => e.preventDefault()} onClick={() => setText('Asia/Tokyo')}>
        Arrive
      </button>
    </>
  );
}

it('shows what arrives in a value nobody has typed in, and takes nothing back on leaving it', async () => {
  const save = vi.fn(() => Promise.resolve());
  renderScreen(<Arriving save={save} />, recordedBackend());
  await userEvent.click(await screen.findByRole('button', { name: /Zone/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Arrive' }));
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Zone' });
  expect(field).toHaveValue('Asia/Tokyo');
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, 'Asia/Tokyo'.length]);
  await userEvent.keyboard('{Enter}');
  expect(save).not.toHaveBeenCalled();
  expect(await screen.findByRole('button', { name: /Zone/ })).toHaveTextContent('Asia/Tokyo');
});

it('keeps what is typed while another value arrives, and saves it against the one that was seen', async () => {
  const save = vi.fn(() => Promise.resolve());
  renderScreen(<Arriving save={save} />, recordedBackend());
  await userEvent.click(await screen.findByRole('button', { name: /Zone/ }));
  await userEvent.keyboard('Europe/Berlin');
  await userEvent.click(screen.getByRole('button', { name: 'Arrive' }));
  expect(screen.getByRole('textbox', { name: 'Zone' })).toHaveValue('Europe/Berlin');
  expect(screen.getByText(/It says “Asia\/Tokyo” by now/)).toBeVisible();
  await userEvent.keyboard('{Enter}');
  expect(save).toHaveBeenCalledExactlyOnceWith('Europe/Berlin', 'UTC');
});

it('keeps a value that is refused when the screen goes', async () => {
  const view = renderScreen(
    <ReviewPlace value={{ review: 'REV-1', locked: false }}>
      <Value save={() => Promise.reject(refusal)} />
    </ReviewPlace>,
    recordedBackend(),
  );
  await userEvent.click(await screen.findByRole('button', { name: /Zone/ }));
  await userEvent.keyboard('Mars');
  view.unmount();
  await waitFor(() => expect(unsavedTexts()).toMatchObject([{ review: 'REV-1', text: 'Mars' }]));
});

function Switch() {
  const change = useSwitchWorkspace();
  return <button onClick={() => change.mutate('own')}>Switch</button>;
}

it('stores what is typed before the workspace changes, and else does not change it', async () => {
  let refuse = true;
  const order: string[] = [];
  const backend = recordedBackend({
    reviews: {
      saveText: (_r, _p, _b, text) => {
        order.push(`save ${text}`);
        return refuse ? Promise.reject(refusal) : Promise.resolve({ rev: 2, text, conflict: null });
      },
    },
    workspace: {
      startOwn: () => {
        order.push('switch');
        return backend.workspace.info();
      },
    },
  });
  renderScreen(
    <>
      <Text />
      <Switch />
    </>,
    backend,
  );
  await userEvent.type(await screen.findByLabelText('Text'), '!');
  await userEvent.click(screen.getByRole('button', { name: 'Switch' }));
  expect(await screen.findByText(/the workspace was not changed/)).toBeVisible();
  expect(order).not.toContain('switch');
  refuse = false;
  await userEvent.click(screen.getByRole('button', { name: 'Switch' }));
  await waitFor(() => expect(order.at(-1)).toBe('switch'));
  expect(order.at(-2)).toBe('save one!');
});

it('changes a list twice from what is newest, though the screen shows the first', async () => {
  const written: (readonly string[])[] = [];
  let finish: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (finish = resolve));
  function Two({ review }: { review: Review }) {
    const change = useListWrite(review);
    const add = (name: string) =>
      void change(
        'services',
        (r) => r.services,
        (now) => [...now, name],
        async (list) => {
          written.push(list);
          if (written.length === 1) await first;
          return { rev: review.rev + written.length };
        },
      );
    return <button onClick={() => ['b', 'c'].forEach(add)}>Add</button>;
  }
  function Host() {
    const [review] = useState(() => emptyReview({ services: ['a'] }));
    return <Two review={review} />;
  }
  renderScreen(<Host />, recordedBackend());
  await userEvent.click(await screen.findByRole('button', { name: 'Add' }));
  expect(written).toEqual([['a', 'b']]);
  finish();
  await waitFor(() =>
    expect(written).toEqual([
      ['a', 'b'],
      ['a', 'b', 'c'],
    ]),
  );
});
