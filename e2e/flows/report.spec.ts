import { readdirSync, readFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '../lib/flow.ts';
import { answerDialogs, startProgram } from '../lib/program.ts';

test('both reports are printed by key to the place that was chosen', async ({ home, connect }) => {
  const folder = join(dirname(home), 'papers');
  mkdirSync(folder, { recursive: true });
  answerDialogs(home, { open: [], save: folder, folder: true });
  const program = await startProgram({ home, args: ['--sample'] });
  try {
    const driver = await connect(program);
    await driver.goto('#/reviews');
    await driver.waitFor('listbox', 'Reviews');
    await driver.press('Home');
    await driver.press('Enter');
    await driver.waitFor('button', 'Print');
    await driver.press('Control+p');
    await driver.waitForText('-internal.pdf printed');
    await driver.press('Control+Shift+p');
    await driver.waitForText('-executive.pdf printed');
    const made = readdirSync(folder).sort();
    expect(made).toHaveLength(2);
    for (const name of made) {
      const pdf = readFileSync(join(folder, name));
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(pdf.subarray(-6).toString()).toContain('%%EOF');
    }
  } finally {
    await program.stop();
  }
});
