import { defineConfig } from '@playwright/test';
import type { Engine } from './lib/driver.ts';

// Pictures, not tests: `make screens`.
export default defineConfig<object, { engine: Engine }>({
  testDir: 'screens',
  workers: 1,
  timeout: 300_000,
  outputDir: '../test-results',
  reporter: [['list']],
  use: { engine: 'chromium' },
});
