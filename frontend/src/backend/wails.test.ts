import { expect, it, vi } from 'vitest';
import { WireError } from './errors';
import { createWailsBackend, hasWails } from './wails';

it('calls the bound method with its arguments in order', async () => {
  const SaveText = vi.fn(() => Promise.resolve({ rev: 5, text: 'ab', conflict: null }));
  const backend = createWailsBackend({ go: { app: { Reviews: { SaveText } } } });
  await expect(backend.reviews.saveText('REV-1', 'title', 'a', 'ab', 'f1')).resolves.toEqual({
    rev: 5,
    text: 'ab',
    conflict: null,
  });
  expect(SaveText).toHaveBeenCalledWith('REV-1', 'title', 'a', 'ab', 'f1');
});

it('rejects with a WireError', async () => {
  const Get = () => Promise.reject(new Error('{"code":"not_found","key":"review.not_found"}'));
  const backend = createWailsBackend({ go: { app: { Reviews: { Get } } } });
  await expect(backend.reviews.get('x')).rejects.toMatchObject({ code: 'not_found' });
});

it('says so when a method is not bound, instead of hanging', async () => {
  const backend = createWailsBackend({ go: { app: {} } });
  await expect(backend.workspace.info()).rejects.toBeInstanceOf(WireError);
});

it('hands on events and ends the subscription', () => {
  const handlers: ((data: unknown) => void)[] = [];
  const off = vi.fn();
  const backend = createWailsBackend({
    go: {},
    runtime: {
      EventsOn: (_, h) => {
        handlers.push(h);
        return off;
      },
    },
  });
  const seen: unknown[] = [];
  const stop = backend.on('reviews.changed', (d) => seen.push(d.rev));
  handlers[0]?.({ rev: 8 });
  expect(seen).toEqual([8]);
  stop();
  expect(off).toHaveBeenCalledOnce();
});

it('knows whether the page runs inside the program', () => {
  expect(hasWails({ go: {} })).toBe(true);
  expect(hasWails({})).toBe(false);
});
