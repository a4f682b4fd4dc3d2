import { writeFileSync } from 'node:fs';
import type { FullResult, Reporter, Suite, TestCase } from 'playwright/types/testReporter';

/**
 * Says plainly which tests did not run and why, and what axe found that fails no test; leaves the
 * counts where `npm test` asks for them (`PAYDESK_E2E_COUNTS`), since the list reporter prints them
 * for people only.
 */
export default class PaydeskReporter implements Reporter {
  #tests: () => TestCase[] = () => [];

  onBegin(_config: unknown, suite: Suite): void {
    this.#tests = () => suite.allTests();
  }

  onEnd(result: FullResult): void {
    const tests = this.#tests();
    const withOutcome = (...outcomes: ReturnType<TestCase['outcome']>[]): TestCase[] =>
      tests.filter((test) => outcomes.includes(test.outcome()));
    for (const test of withOutcome('skipped')) {
      const reason = test.annotations.find(({ type }) => type === 'skip')?.description;
      const title = test.titlePath().slice(2).join(' › ');
      process.stdout.write(`NOT RUN ${title}: ${reason ?? 'an earlier test failed'}\n`);
    }
    for (const test of tests) {
      for (const { type, description } of test.annotations) {
        if (type === 'axe') process.stdout.write(`AXE ${description ?? ''}\n`);
      }
    }
    const file = process.env['PAYDESK_E2E_COUNTS'];
    if (file === undefined) return;
    const passed = withOutcome('expected', 'flaky').length;
    const failed = withOutcome('unexpected').length;
    const unfinished = result.status === 'passed' || failed > 0 ? 0 : 1;
    writeFileSync(file, JSON.stringify({ passed, failed: failed + unfinished }));
  }
}
