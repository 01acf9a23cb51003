import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** More flows than this that pass only the second time are a fault of the program. */
const MOST = 3;

/**
 * Names the flows that passed only when they were tried again, with what the first try met,
 * and fails the run when they are many. One in a hundred is a busy machine; a program that
 * stumbles everywhere is not.
 */
export default class SecondTries implements Reporter {
  private readonly met = new Map<TestCase, string>();

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status !== 'passed' && result.status !== 'skipped')
      this.met.set(test, result.error?.message?.split('\n')[0] ?? result.status);
  }

  async onEnd(): Promise<{ status?: FullResult['status'] } | undefined> {
    const again = [...this.met].filter(([test]) => test.outcome() === 'flaky');
    for (const [test, what] of again)
      console.log(`  passed only the second time: ${test.titlePath().join(' › ')}: ${what}`);
    if (again.length <= MOST) return undefined;
    console.log(
      `  ${String(again.length)} flows needed a second try; at most ${String(MOST)} may.`,
    );
    return { status: 'failed' };
  }
}
