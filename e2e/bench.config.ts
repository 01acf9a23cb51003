import { defineConfig } from '@playwright/test';
import type { Engine } from './lib/driver.ts';

// Measurements, not tests: `make bench`.
export default defineConfig<object, { engine: Engine }>({
  testDir: 'bench',
  workers: 1,
  timeout: 300_000,
  outputDir: '../test-results',
  reporter: [['list']],
  use: { engine: 'chromium' },
});
