import { defineConfig } from '@playwright/test';
import type { Engine } from './lib/driver.ts';

// Pictures for README and help, not tests: `make pictures`.
export default defineConfig<object, { engine: Engine }>({
  testDir: 'pictures',
  workers: 1,
  timeout: 300_000,
  outputDir: '../test-results',
  reporter: [['list']],
  use: { engine: 'chromium' },
});
