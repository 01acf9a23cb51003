import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Says at the end why each skipped flow was skipped; the list alone shows only that it was. */
export default class Skips implements Reporter {
  readonly reasons = new Map<string, number>();

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status !== 'skipped') return;
    const reason =
      [...result.annotations, ...test.annotations].find((note) => note.type === 'skip')
        ?.description ?? 'no reason given';
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  onEnd(): void {
    for (const [reason, count] of this.reasons)
      console.log(`  skipped ${String(count)}: ${reason}`);
  }
}
