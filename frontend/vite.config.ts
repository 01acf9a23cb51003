import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// base './' because the window serves the files from an embedded folder with no
// fixed address; safari16 because the Linux window is WebKitGTK.
export default defineConfig({
  base: './',
  plugins: [react()],
  build: {
    target: ['es2022', 'safari16'],
    outDir: 'dist',
    // The folder is emptied; .gitkeep comes back from public/, because Go embeds the
    // folder and needs one file in it before the first build.
    emptyOutDir: true,
    chunkSizeWarningLimit: 1000,
    // Fonts stay files: inlined ones would count against the start path.
    assetsInlineLimit: 0,
  },
  // The message catalogue lies beside the Go side, one level above.
  server: { fs: { allow: ['..'] } },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    // A page for each process, not for each file; src/testing/setup.ts keeps the files apart.
    isolate: false,
    // Axe over a whole screen and thousands of random scenes take seconds on a busy machine.
    testTimeout: 30_000,
  },
});
