import { writeFileSync } from 'node:fs';
import type { FullResult, Reporter, Suite, TestCase } from 'playwright/types/testReporter';

/**
 * Says plainly which tests did not run and why, the whole Electron project in one line, and what
 * axe found that fails no test; leaves the counts where `npm test` asks for them
 * (`PAYDESK_E2E_COUNTS`), since the list reporter prints them for people only.
 */
export default class PaydeskReporter implements Reporter {
  #tests: () => TestCase[] = () => [];
  readonly #noWindow: string | null;

  /** `noWindow`: why the stories of the Electron window were left out, or null. */
  constructor({ noWindow }: { readonly noWindow: string | null }) {
    this.#noWindow = noWindow;
  }

  onBegin(_config: unknown, suite: Suite): void {
    this.#tests = () => suite.allTests();
  }

  onEnd(result: FullResult): void {
    const tests = this.#tests();
    const withOutcome = (...outcomes: ReturnType<TestCase['outcome']>[]): TestCase[] =>
      tests.filter((test) => outcomes.includes(test.outcome()));
    if (this.#noWindow !== null) {
      process.stdout.write(`NOT RUN the stories in the Electron window: ${this.#noWindow}\n`);
    }
    for (const test of withOutcome('skipped')) {
      const reason = test.annotations.find(({ type }) => type === 'skip')?.description;
      const title = test.titlePath().slice(1).join(' › ');
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
