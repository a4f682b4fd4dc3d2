import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const tests = (folder: string): string[] => [`${folder}/**/*.test.ts`, `${folder}/**/*.test.tsx`];

/**
 * Two projects, because components need a document and the engine must not have one. A test that
 * hangs ends after 20 s; the limit is no measure of speed, since machines differ and share cores.
 */
export default defineConfig({
  test: {
    allowOnly: false,
    passWithNoTests: false,
    coverage: { provider: 'v8', include: ['src-*/**/*.{ts,tsx}'], reportsDirectory: 'coverage' },
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          testTimeout: 20_000,
          include: [
            ...tests('src-main'),
            ...tests('src-preload'),
            ...tests('scripts'),
            ...tests('bench'),
          ],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          testTimeout: 20_000,
          include: tests('src-renderer'),
        },
      },
    ],
  },
});
