import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('lets the page reach no address but its own and the machine it runs on', () => {
  const html = readFileSync('index.html', 'utf8');
  const policy = /Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1] ?? '';
  const rules = new Map(
    policy.split(';').map((rule) => {
      const [name = '', ...sources] = rule.trim().split(/\s+/);
      return [name, sources] as const;
    }),
  );
  for (const name of ['base-uri', 'form-action', 'object-src']) {
    expect(rules.get(name), name).toEqual(["'none'"]);
  }
  expect(rules.get('connect-src')).toEqual([
    "'self'",
    'wails:',
    'ws://localhost:*',
    'ws://127.0.0.1:*',
  ]);
});
