import { defineConfig } from '@playwright/test';
import type { Engine } from './lib/driver.ts';

// Measurements, not tests: `make bench`.
export default defineConfig<object, { engine: Engine }>({
  testDir: 'bench',
  workers: 1,
  timeout: 300_000,
  outputDir: '../test-results',
  reporter: [['list']],
  projects: [
    { name: 'window', testMatch: 'start.spec.ts' },
    {
      name: 'chromium',
      testMatch: ['fishbone.spec.ts', 'importing.spec.ts', 'script.spec.ts'],
      use: { engine: 'chromium' },
    },
    // The engine of the real window.
    {
      name: 'webkit',
      testMatch: ['fishbone.spec.ts', 'importing.spec.ts'],
      use: { engine: 'webkit' },
    },
  ],
});
