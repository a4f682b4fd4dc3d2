import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

const readWorker = join(root, 'src-main', 'read-worker.ts');
const backupWorker = join(root, 'src-main', 'backup-worker.ts');

export default defineConfig({
  main: {
    build: {
      outDir: join(root, 'out', 'main'),
      sourcemap: true,
      rolldownOptions: {
        input: {
          desktop: join(root, 'src-main', 'desktop.ts'),
          ...(existsSync(readWorker) ? { 'read-worker': readWorker } : {}),
          ...(existsSync(backupWorker) ? { 'backup-worker': backupWorker } : {}),
        },
        // One folder without subfolders: a file found beside its sibling in the sources (the read
        // worker) is found beside it in the build as well.
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: join(root, 'out', 'preload'),
      sourcemap: true,
      // A sandboxed preload is one CommonJS file that requires nothing but electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: join(root, 'src-preload', 'preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  // The same for the window and for browser mode, which needs nothing else built.
  renderer: {
    root: join(root, 'src-renderer'),
    plugins: [
      tanstackRouter({
        target: 'react',
        // Only `__root`, `layout` and `page` are routes: a screen's parts and tests live beside it.
        routesDirectory: join(root, 'src-renderer', 'routes'),
        generatedRouteTree: join(root, 'src-renderer', 'routeTree.gen.ts'),
        indexToken: 'page',
        routeToken: 'layout',
        routeFileIgnorePattern: '^(?!(__root|layout|page)\\.tsx$)[^/]+\\.[a-zA-Z.]+$',
        quoteStyle: 'single',
        autoCodeSplitting: true,
      }),
      react(),
      // electron-vite forces './', which breaks deep links such as /payments/7.
      { name: 'absolute-base', config: () => ({ base: '/' }) },
    ],
    build: {
      outDir: join(root, 'out', 'renderer'),
      emptyOutDir: true,
      minify: true,
      sourcemap: true,
      // The renderer's content security policy allows no data: script or font, and images are few.
      assetsInlineLimit: 0,
      target: 'chrome140',
      rolldownOptions: { input: join(root, 'src-renderer', 'index.html') },
    },
  },
});
