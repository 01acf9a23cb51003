import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Backend } from './backend';
import { settingRestMs, settingWriter } from './settingWriter';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('writes a value that is dragged once, and every other setting too', () => {
  const setSetting = vi.fn(() => Promise.resolve());
  const backend = { workspace: { setSetting } } as unknown as Backend;
  for (let width = 300; width < 400; width += 1) {
    settingWriter(backend)('pane.left', String(width));
  }
  settingWriter(backend)('theme', 'dark');
  expect(setSetting).not.toHaveBeenCalled();
  vi.advanceTimersByTime(settingRestMs);
  expect(setSetting.mock.calls).toEqual([
    ['pane.left', '399'],
    ['theme', 'dark'],
  ]);
});
