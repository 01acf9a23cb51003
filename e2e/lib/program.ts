import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { until } from './driver.ts';

export const root = resolve(import.meta.dirname, '..', '..');
export const binaries = {
  /** Serves its page to browsers as well; built with the tag `dev`. */
  underTest: join(root, 'build/bin/secondstory-dev'),
  window: join(root, 'build/bin/secondstory'),
  commandLine: join(root, 'build/bin/secondstory-cli'),
  /** The toolkit with nothing in it, for comparison. */
  emptyWindow: join(root, 'build/bin/emptywindow'),
};

/** A running program with a home of its own. */
export type Program = {
  readonly url: string;
  readonly home: string;
  readonly pid: number;
  /** What it has written so far, for the message of a failed test. */
  log(): string;
  /** What native dialogs answer from now on; without an answer they are cancelled. */
  answerDialogs(answer: DialogAnswer): void;
  /** Ends it the polite way and waits for it. */
  stop(): Promise<void>;
  /** Ends it as a power cut would and waits until it is gone. */
  kill9(): Promise<void>;
};

/** With `folder`, `save` is a folder and the name that the program proposes is taken. */
export type DialogAnswer = { open?: string[]; save?: string; folder?: boolean };

export type StartOptions = {
  /** The home to open; a test that restarts passes the same one again. */
  home: string;
  args?: string[];
  env?: Record<string, string>;
};

/**
 * Where the workspace of one test will be; it does not exist yet. The folder
 * around it exists and stands for the person's own: `dirname(home)`.
 */
export function temporaryHome(): { home: string; remove: () => void } {
  const person = mkdtempSync(join(tmpdir(), 'secondstory-'));
  return {
    home: join(person, 'workspace'),
    remove: () => {
      try {
        // The engine's processes outlive a killed window by a moment and still write their caches.
        rmSync(person, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      } catch {
        // What is left is a temporary folder; no flow depends on its going.
      }
    },
  };
}

/** Nothing of the person's own settings reaches a program under test. */
export function cleanEnvironment(
  home: string,
  env: Record<string, string> = {},
): NodeJS.ProcessEnv {
  const person = dirname(home);
  return {
    PATH: process.env['PATH'],
    DISPLAY: process.env['DISPLAY'],
    XAUTHORITY: process.env['XAUTHORITY'],
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    HOME: person,
    XDG_CONFIG_HOME: join(person, '.config'),
    XDG_DATA_HOME: join(person, '.local/share'),
    XDG_CACHE_HOME: join(person, '.cache'),
    SECONDSTORY_TEST_DIALOGS: dialogsOf(home),
    // Without a session bus the accessibility bridge waits for one and warns.
    NO_AT_BRIDGE: '1',
    ...env,
  };
}

/** Sets the answers before a start; a program that runs has a method for it. */
export function answerDialogs(home: string, answer: DialogAnswer): void {
  writeFileSync(dialogsOf(home), JSON.stringify(answer));
}

/** The file in which the program under test looks for the answer of a native dialog. */
const dialogsOf = (home: string) => join(dirname(home), 'dialogs.json');

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') fail(new Error('no port'));
        else done(address.port);
      });
    });
  });
}

/** Starts the program under test and waits until it serves its page. */
export async function startProgram(options: StartOptions): Promise<Program> {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}/`;
  const child = launch(binaries.underTest, options, {
    devserver: `127.0.0.1:${String(port)}`,
    assetdir: join(root, 'frontend/dist'),
    loglevel: 'Warning',
    frontenddevserverurl: '',
  });
  await until(
    () => `the program to serve its page; it wrote:\n${child.log()}`,
    async () => {
      if (child.ended()) throw new Error(`the program ended at once; it wrote:\n${child.log()}`);
      const page = await fetch(url).catch(() => undefined);
      return page?.ok || undefined;
    },
    20_000,
  );
  return { url, home: options.home, ...child };
}

/** Starts the production window. It serves nothing: look at the screen. */
export function startWindow(options: StartOptions & { wrap?: string[]; binary?: string }): Program {
  const child = launch(options.binary ?? binaries.window, options, {});
  return { url: '', home: options.home, ...child };
}

function launch(
  binary: string,
  options: StartOptions & { wrap?: string[] },
  env: Record<string, string>,
) {
  const command = [
    ...(options.wrap ?? []),
    binary,
    '--home',
    options.home,
    ...(options.args ?? []),
  ];
  const child: ChildProcess = spawn(command[0] as string, command.slice(1), {
    env: cleanEnvironment(options.home, { ...env, ...options.env }),
    cwd: dirname(options.home),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const collect = (chunk: Buffer) => {
    written = (written + chunk.toString()).slice(-20_000);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const exited = new Promise<void>((done) => {
    child.once('exit', () => {
      done();
    });
    child.once('error', (error) => {
      written += String(error);
      done();
    });
  });
  const ended = () =>
    child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  const end = async (signal: NodeJS.Signals) => {
    if (!ended()) child.kill(signal);
    await exited;
  };
  return {
    pid: child.pid ?? 0,
    log: () => written,
    answerDialogs: (answer: DialogAnswer) => {
      answerDialogs(options.home, answer);
    },
    ended,
    stop: async () => {
      // A window that does not close when asked is a failure the test should see, but not wait for.
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await end('SIGTERM');
      clearTimeout(timer);
    },
    kill9: () => end('SIGKILL'),
  };
}
