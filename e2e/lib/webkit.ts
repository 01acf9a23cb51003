import { writeFileSync } from 'node:fs';
import { describe, until } from './driver.ts';
import type { Driver, Name, Role } from './driver.ts';
import { locateInPage, query } from './locate.ts';
import { elementId, WebDriverError } from './webdriver.ts';
import type { ElementRef, Session } from './webdriver.ts';

/** Keys without a character, as WebDriver writes them (W3C WebDriver, 17.4.2). */
const keyCodes: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Insert: '\uE016',
  Delete: '\uE017',
  Meta: '\uE03D',
  F1: '\uE031',
  F2: '\uE032',
  F3: '\uE033',
  F4: '\uE034',
  F5: '\uE035',
  F6: '\uE036',
  F7: '\uE037',
  F8: '\uE038',
  F9: '\uE039',
  F10: '\uE03A',
};

/** Drives the program's page in WebKitGTK, the engine of the real window. */
export function webkitDriver(session: Session, origin: string): Driver {
  const script = async (body: string, args: unknown[]): Promise<unknown> =>
    session.command('POST', '/execute/sync', { script: body, args });

  const locate = async (role: Role, name?: Name): Promise<ElementRef[]> =>
    (await script(`return (${locateInPage.toString()})(arguments[0])`, [
      query(role, name),
    ])) as ElementRef[];

  const only = (role: Role, name: Name): Promise<ElementRef> => {
    let found = 0;
    return until(
      () => `exactly one ${describe(role, name)}; there are ${String(found)}`,
      async () => {
        const all = await locate(role, name);
        found = all.length;
        return found === 1 ? all[0] : undefined;
      },
    );
  };

  // An element may be replaced between finding and using it; then it is looked up again.
  const withElement = async <T>(
    role: Role,
    name: Name,
    use: (el: ElementRef) => Promise<T>,
  ): Promise<T> => {
    const replaced = new Set([
      'stale element reference',
      'element click intercepted',
      'element not interactable',
    ]);
    let last = '';
    const [answer] = await until(
      () => `${describe(role, name)} to be usable; ${last}`,
      async (): Promise<[T] | undefined> => {
        const el = await only(role, name);
        try {
          return [await use(el)];
        } catch (error) {
          if (!(error instanceof WebDriverError) || !replaced.has(error.kind)) throw error;
          last = error.message;
          return undefined;
        }
      },
    );
    return answer;
  };

  const evaluate = async <A, R>(run: (arg: A) => R | Promise<R>, arg: A): Promise<R> => {
    const outcome = (await session.command('POST', '/execute/async', {
      script: `const done = arguments[1];
        (async () => (${run.toString()})(arguments[0]))().then(
          (value) => done({ value: value === undefined ? null : value }),
          (error) => done({ error: String(error && error.message || error) }))`,
      args: [arg ?? null],
    })) as { value?: R; error?: string };
    if (outcome.error !== undefined) throw new Error(outcome.error);
    return outcome.value as R;
  };

  const pageText = async () =>
    ((await script('return document.body.innerText', [])) as string).replace(/\s+/g, ' ');

  const keys = async (codes: { type: 'keyDown' | 'keyUp'; value: string }[]) => {
    await session.command('POST', '/actions', {
      actions: [{ type: 'key', id: 'keyboard', actions: codes }],
    });
  };

  const centre = (role: Role, name: Name) =>
    withElement(
      role,
      name,
      async (el) =>
        (await script(
          `arguments[0].scrollIntoView({ block: 'nearest', inline: 'nearest' });
         const box = arguments[0].getBoundingClientRect();
         return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) }`,
          [el],
        )) as { x: number; y: number },
    );

  return {
    engine: 'webkit',
    goto: async (route) => {
      await session.command('POST', '/url', { url: new URL(route, origin).href });
    },
    reload: async () => {
      await session.command('POST', '/refresh');
    },
    click: (role, name) =>
      withElement(role, name, async (el) => {
        // Of an element of which an edge is to be seen the driver scrolls nothing, and
        // then does not find its middle.
        await script("arguments[0].scrollIntoView({ block: 'nearest', inline: 'nearest' })", [el]);
        await session.command('POST', `/element/${elementId(el)}/click`);
      }),
    focus: (role, name) =>
      withElement(role, name, async (el) => {
        await script('arguments[0].focus()', [el]);
      }),
    type: async (text) => {
      const codes = [...text].map((char) => (char === '\n' ? keyCodes['Enter'] : char) as string);
      await keys(
        codes.flatMap((value) => [
          { type: 'keyDown' as const, value },
          { type: 'keyUp' as const, value },
        ]),
      );
    },
    press: async (combination) => {
      const codes = combination.split('+').map((key) => keyCodes[key] ?? key);
      await keys([
        ...codes.map((value) => ({ type: 'keyDown' as const, value })),
        ...codes.toReversed().map((value) => ({ type: 'keyUp' as const, value })),
      ]);
    },
    drag: async (from, to) => {
      const start = await centre(...from);
      const end = await centre(...to);
      const move = (x: number, y: number, duration = 0) => ({
        type: 'pointerMove',
        duration,
        x,
        y,
        origin: 'viewport',
      });
      await session.command('POST', '/actions', {
        actions: [
          {
            type: 'pointer',
            id: 'mouse',
            parameters: { pointerType: 'mouse' },
            actions: [
              move(start.x, start.y),
              { type: 'pointerDown', button: 0 },
              move(start.x + 6, start.y + 6, 20),
              move(Math.round((start.x + end.x) / 2), Math.round((start.y + end.y) / 2), 20),
              move(end.x, end.y, 20),
              { type: 'pointerUp', button: 0 },
            ],
          },
        ],
      });
    },
    waitFor: async (role, name) => {
      await only(role, name);
    },
    waitForGone: async (role, name) => {
      await until(
        () => `${describe(role, name)} to go`,
        async () => (await locate(role, name)).length === 0 || undefined,
      );
    },
    waitForText: async (text) => {
      let seen = '';
      await until(
        () => `the text ${String(text)}; the page says: ${seen.slice(0, 600)}`,
        async () => {
          seen = await pageText();
          return (typeof text === 'string' ? seen.includes(text) : text.test(seen)) || undefined;
        },
      );
    },
    waitUntil: async (what, condition, arg) => {
      await until(
        () => what,
        async () => (await evaluate(condition, arg)) || undefined,
      );
    },
    text: async (role, name) => {
      if (role === undefined) return (await pageText()).trim();
      if (name === undefined) throw new Error('text of an element needs its name');
      const text = await withElement(role, name, async (el) =>
        script('return arguments[0].innerText', [el]),
      );
      return String(text).replace(/\s+/g, ' ').trim();
    },
    value: async (role, name) =>
      String(
        await withElement(role, name, async (el) =>
          script(
            `const el = arguments[0];
             return 'value' in el ? String(el.value) : (el.innerText || '').replace(/\\n$/, '')`,
            [el],
          ),
        ),
      ),
    count: async (role, name) => (await locate(role, name)).length,
    eval: evaluate,
    screenshot: async (path) => {
      const png = (await session.command('GET', '/screenshot')) as string;
      writeFileSync(path, Buffer.from(png, 'base64'));
    },
    resize: async (width, height) => {
      const outer = (await session.command('GET', '/window/rect')) as {
        width: number;
        height: number;
      };
      const inner = (await script(
        'return { width: innerWidth, height: innerHeight }',
        [],
      )) as typeof outer;
      await session.command('POST', '/window/rect', {
        width: width + outer.width - inner.width,
        height: height + outer.height - inner.height,
      });
    },
    // WebDriver has no event for them; the same flow in Chromium reports them.
    uncaught: () => [],
    close: () => session.close(),
  };
}
