import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { seriousFindings } from '../testing/render';
import { Button } from './Button';
import { ConfirmDialog } from './Dialog';
import { TextField } from './Field';
import { Menu } from './Menu';
import { Steps } from './layout';
import { Panes } from './Panes';
import { Segment } from './Segment';
import { dismissOldNews, showToast, Toasts } from './toast';

afterEach(() => void vi.useRealTimers());

it('opens a menu, moves in it by keyboard, and gives the focus back', async () => {
  const onSelect = vi.fn();
  render(
    <Menu
      label="More"
      items={[
        { id: 'a', label: 'Duplicate', onSelect },
        'line',
        { id: 'b', label: 'Remove', destructive: true, onSelect: () => void onSelect('b') },
      ]}
    />,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'More' }));
  expect(screen.getByRole('menuitem', { name: 'Duplicate' })).toHaveFocus();
  await user.keyboard('r');
  expect(screen.getByRole('menuitem', { name: 'Remove' })).toHaveFocus();
  expect(await seriousFindings(document.body)).toEqual([]);
  await user.keyboard('{Enter}');
  expect(onSelect).toHaveBeenCalledExactlyOnceWith('b');
  expect(screen.queryByRole('menu')).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'More' })).toHaveFocus();
});

it('keeps the focus when it is off for a while', () => {
  const { rerender } = render(<Button>Test</Button>);
  const button = screen.getByRole('button', { name: 'Test' });
  button.focus();
  rerender(<Button off="It is under way">Test</Button>);
  expect(button).toHaveFocus();
  rerender(<Button>Test</Button>);
  expect(button).toHaveFocus();
});

it('does not do what is off, and stays focusable to say why', async () => {
  const onClick = vi.fn();
  render(
    <Button off="1 check must be solved first" onClick={onClick}>
      Agree
    </Button>,
  );
  const user = userEvent.setup();
  await user.tab();
  const button = screen.getByRole('button', { name: 'Agree' });
  expect(button).toHaveFocus();
  await user.keyboard('{Enter}');
  expect(onClick).not.toHaveBeenCalled();
});

it('starts a question at its safe act', () => {
  render(
    <ConfirmDialog
      title="Discard 7 rows?"
      act="Discard 7 rows"
      keep="Keep them"
      onAct={() => undefined}
      onKeep={() => undefined}
    >
      The file itself is not kept.
    </ConfirmDialog>,
  );
  expect(screen.getByRole('button', { name: 'Keep them' })).toHaveFocus();
  expect(screen.getByRole('dialog', { name: 'Discard 7 rows?' })).toBeVisible();
});

it('shows a wrong field with its words and ties them to it', () => {
  render(
    <TextField
      label="Due"
      value="31/09/2026"
      onChange={() => undefined}
      wrong="September has 30 days. What you typed is kept; the field is not saved yet."
    />,
  );
  const field = screen.getByLabelText('Due');
  expect(field).toBeInvalid();
  expect(field).toHaveAccessibleDescription(/September has 30 days/);
});

it('says the words of a step once and its number with separators', () => {
  render(
    <Steps
      label="Steps"
      current="b"
      steps={[
        { id: 'a', label: 'Timeline', href: '#a', count: 10_000 },
        { id: 'b', label: 'Causes', href: '#b' },
      ]}
    />,
  );
  expect(screen.getByRole('link', { name: 'Timeline 10,000' })).toHaveAttribute('href', '#a');
  expect(screen.getByRole('link', { name: 'Causes' })).toHaveAttribute('aria-current', 'page');
});

it('chooses one of few with the arrow keys', async () => {
  function Look() {
    const [value, setValue] = useState('light');
    return (
      <Segment
        label="Theme"
        value={value}
        onChange={setValue}
        options={[
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
    );
  }
  render(<Look />);
  const user = userEvent.setup();
  await user.tab();
  await user.keyboard('{ArrowRight}');
  expect(screen.getByRole('radio', { name: 'Dark' })).toBeChecked();
  expect(screen.getByRole('radio', { name: 'Dark' })).toHaveFocus();
});

it('resizes a pane by keyboard within its bounds', async () => {
  function Room() {
    const [width, setWidth] = useState(300);
    return (
      <Panes
        left={{ label: 'Outline', content: null, width, min: 252, max: 340, onWidth: setWidth }}
      >
        text
      </Panes>
    );
  }
  render(<Room />);
  const user = userEvent.setup();
  const grip = screen.getByRole('separator');
  await user.tab();
  expect(grip).toHaveFocus();
  await user.keyboard('{ArrowRight}');
  expect(grip).toHaveAttribute('aria-valuenow', '316');
  await user.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
  expect(grip).toHaveAttribute('aria-valuenow', '340');
  await user.keyboard('{Home}');
  expect(grip).toHaveAttribute('aria-valuenow', '252');
});

it('shows a toast with Undo and takes it away after a while', () => {
  vi.useFakeTimers();
  render(<Toasts />);
  const undo = vi.fn();
  act(() => void showToast({ text: 'C-09 ruled out', undo }));
  expect(screen.getByText('C-09 ruled out')).toBeVisible();
  act(() => screen.getByRole('button', { name: 'Undo' }).click());
  expect(undo).toHaveBeenCalledOnce();
  act(() => void showToast({ text: 'C-10 ruled out' }));
  act(() => void vi.advanceTimersByTime(8000));
  expect(screen.queryByText('C-10 ruled out')).not.toBeInTheDocument();
});

it('takes the way back of one step away when another way back was taken', () => {
  render(<Toasts />);
  act(() => void showToast({ text: 'Entry removed', undo: vi.fn() }));
  act(() => void showToast({ text: 'Not synced', tone: 'warn' }));
  act(() => void showToast({ text: 'Undone: Entry removed', topic: 'undo' }));
  expect(screen.queryByText('Entry removed')).not.toBeInTheDocument();
  expect(screen.getByText('Not synced')).toBeVisible();
  expect(screen.getByText('Undone: Entry removed')).toBeVisible();
});

it('keeps of what was told before only the last that asks for something', () => {
  render(<Toasts />);
  act(() => void showToast({ text: 'Saved as notes.md' }));
  act(() => void showToast({ text: 'Entry removed', undo: vi.fn() }));
  act(() => void showToast({ text: 'Not synced', tone: 'warn' }));
  act(() => void showToast({ text: 'Name kept' }));
  expect(screen.queryByText('Saved as notes.md')).not.toBeInTheDocument();
  expect(screen.queryByText('Entry removed')).not.toBeInTheDocument();
  expect(screen.getByText('Not synced')).toBeVisible();
  expect(screen.getByText('Name kept')).toBeVisible();
});

it('takes away on the next page what was told on this one, and leaves what one press brought', async () => {
  render(<Toasts />);
  const user = userEvent.setup();
  act(() => void showToast({ text: 'Moved to the trash', undo: vi.fn() }));
  act(() => dismissOldNews());
  expect(screen.getByText('Moved to the trash')).toBeVisible();
  await user.keyboard('g');
  act(() => dismissOldNews());
  expect(screen.queryByText('Moved to the trash')).not.toBeInTheDocument();
});

it('makes room for a toast only where it would lie over something', () => {
  const words = document.createElement('p');
  words.textContent = 'The last line of a page';
  document.body.append(words);
  const at = vi.spyOn(document, 'elementsFromPoint').mockReturnValue([words]);
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  const { unmount } = render(<Toasts />);
  const room = () => document.documentElement.style.getPropertyValue('--toasts');
  act(() => void showToast({ text: 'Synced' }));
  expect(room()).toBe('');
  // The words reach under it now.
  Range.prototype.getClientRects = () =>
    [{ left: -1, right: 1, top: -1, bottom: 1 }] as unknown as DOMRectList;
  act(() => void showToast({ text: 'Synced again' }));
  expect(room()).not.toBe('');
  unmount();
  expect(room()).toBe('');
  words.remove();
  at.mockRestore();
});
