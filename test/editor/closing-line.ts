import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Ends the output with "N passed, N failed". */
// biome-ignore lint/style/noDefaultExport: Playwright takes the default export.
export default class ClosingLine implements Reporter {
  private passed = 0;
  private failed = 0;

  onTestEnd(test: TestCase, _result: TestResult): void {
    if (test.outcome() === 'expected') this.passed++;
    else this.failed++;
  }

  onExit(): Promise<void> {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return Promise.resolve();
  }
}
