import { defineConfig } from '@playwright/test';
import type { Engine } from './lib/driver.ts';

// One worker: each flow has a program, a browser and often a second window of
// its own, and the reference machine has two cores.
export default defineConfig<object, { engine: Engine }>({
  workers: 1,
  fullyParallel: false,
  // A flow that fails once is tried again, is named at the end, and few may: lib/second.ts.
  retries: 1,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: '../test-results',
  reporter: [['list'], ['./lib/skips.ts'], ['./lib/second.ts']],
  projects: [
    { name: 'chromium', testDir: 'flows', use: { engine: 'chromium' } },
    // The engine of the real window. One main journey per area carries @main.
    { name: 'webkit', testDir: 'flows', grep: /@main/, use: { engine: 'webkit' } },
    // The production binaries themselves, without a browser to drive them.
    { name: 'window', testDir: 'window' },
  ],
});
