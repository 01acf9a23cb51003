import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { until } from './driver.ts';
import { freePort } from './program.ts';

/** The few commands of the W3C WebDriver protocol that flows need. */
export type Session = {
  command(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown>;
  close(): Promise<void>;
};

const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/** A reference to an element, as it travels in both directions. */
export type ElementRef = { [elementKey]: string };

export function elementId(ref: ElementRef): string {
  return ref[elementKey];
}

/** Where WebKitGTK keeps the small browser that its driver starts; undefined when not installed. */
export function miniBrowser(): string | undefined {
  const roots = existsSync('/usr/lib')
    ? readdirSync('/usr/lib').map((dir) => `/usr/lib/${dir}`)
    : [];
  return [...roots, '/usr/lib', '/usr/libexec']
    .map((dir) => `${dir}/webkit2gtk-4.1/MiniBrowser`)
    .find((path) => existsSync(path));
}

/** Starts WebKitWebDriver; several sessions may follow one another on it. */
export async function startWebKitDriver(): Promise<{ session(): Promise<Session>; stop(): void }> {
  const browser = miniBrowser();
  if (browser === undefined) throw new Error('MiniBrowser of WebKitGTK 4.1 is not installed');
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${String(port)}`], { stdio: 'ignore' });
  const origin = `http://127.0.0.1:${String(port)}`;
  const gone = new Promise<never>((_, reject) => {
    driver.once('error', reject);
    driver.once('exit', (code) => {
      reject(new Error(`WebKitWebDriver ended with status ${String(code)}`));
    });
  });
  gone.catch(() => undefined);
  await Promise.race([
    gone,
    until(
      () => 'WebKitWebDriver to answer',
      async () => {
        const answer = await fetch(`${origin}/status`).catch(() => undefined);
        return answer?.ok || undefined;
      },
    ),
  ]);

  const send = async (method: string, path: string, body?: object): Promise<unknown> => {
    const request: RequestInit = { method };
    if (method === 'POST') request.body = JSON.stringify(body ?? {});
    const response = await fetch(origin + path, request);
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) {
      const fault = value as { error: string; message: string };
      throw new WebDriverError(fault.error, `${method} ${path}: ${fault.error}: ${fault.message}`);
    }
    return value;
  };

  return {
    session: async () => {
      const created = (await send('POST', '/session', {
        capabilities: {
          alwaysMatch: {
            browserName: 'MiniBrowser',
            'webkitgtk:browserOptions': {
              binary: browser,
              args: ['--automation', '--geometry=1280x860'],
            },
          },
        },
      })) as { sessionId: string };
      const base = `/session/${created.sessionId}`;
      return {
        command: (method, path, body) => send(method, base + path, body),
        close: async () => {
          await send('DELETE', base).catch(() => undefined);
        },
      };
    },
    stop: () => {
      driver.removeAllListeners('exit');
      driver.kill();
    },
  };
}

export class WebDriverError extends Error {
  readonly kind: string;
  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}
