import { encodeEvent, type TestEvent } from '../report.ts';

/** Runs every suite of the bundle and reports each test; rejects when one failed, as VS Code expects of `run`. */
export function run(): Promise<void> {
  return new Promise((resolve, reject) => {
    let passed = 0;
    let failed = 0;
    let skipped = 0;
    // `mocha.run` is for pages: it reads the address and writes to the document.
    const runner = Mocha.prototype.run.call(mocha);
    runner.on('pass', (test) => {
      passed++;
      tell({ kind: 'pass', title: test.fullTitle(), milliseconds: test.duration ?? 0 });
    });
    runner.on('fail', (test, error: Error) => {
      failed++;
      tell({ kind: 'fail', title: test.fullTitle(), error: error.stack ?? String(error) });
    });
    runner.on('pending', (test) => {
      skipped++;
      tell({ kind: 'skip', title: test.fullTitle() });
    });
    runner.on('end', () => {
      tell({ kind: 'end', passed, failed, skipped });
      if (failed === 0 && passed > 0) resolve();
      else reject(new Error(`${failed} of ${passed + failed} tests failed`));
    });
  });
}

function tell(event: TestEvent): void {
  console.log(encodeEvent(event));
}
