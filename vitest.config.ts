import { defineConfig } from 'vitest/config';

const minutes = 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: { vscode: new URL('./test/unit/vscode.ts', import.meta.url).pathname } },
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'] },
      },
      {
        // Real engine, registry and emulators, shared by the files: one file after the other.
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 3 * minutes,
          hookTimeout: 5 * minutes,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 10 * minutes,
          hookTimeout: 10 * minutes,
          fileParallelism: false,
        },
      },
    ],
  },
});
