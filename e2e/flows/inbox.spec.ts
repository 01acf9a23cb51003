import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { axeFindings } from '../lib/axe.ts';
import { expect, test } from '../lib/flow.ts';
import { answerDialogs, startProgram } from '../lib/program.ts';

const table = (opened: string, n: number) =>
  `Number,Title,Opened\nI-${n},Checkout ${n} answers slowly,${opened}\n`;

test('what other programs drop into a folder comes in, and Home tells what asks something', async ({
  home,
  connect,
}) => {
  const drop = join(dirname(home), 'drop');
  mkdirSync(drop);
  const put = (name: string, text: string) => {
    writeFileSync(join(drop, name), text);
  };
  answerDialogs(home, { open: [drop] });
  const program = await startProgram({ home, args: ['--sample'] });
  try {
    const driver = await connect(program);
    await driver.goto('#/incidents/inbox');
    await driver.waitFor('heading', 'No folder is watched');
    await driver.press('a');
    await driver.waitFor('dialog', 'Watch this folder?');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.click('button', 'Watch');
    await driver.waitFor('heading', 'Nothing has come yet');

    put('whole.csv', table('2026-03-01T10:00:00Z', 1));
    put('zoneless.csv', table('2026-03-02 10:00', 2));
    put(
      'page.md',
      '# Mail was late\n\n## Timeline\n\n- 2026-03-01 10:00 UTC: mail stood still\n- 2026-03-01 11:00 UTC: mail went out\n',
    );
    await driver.waitFor('option', /whole\.csv[\s\S]*1 new/);
    await driver.waitFor('option', /page\.md[\s\S]*Look at it in Import/);
    await driver.waitFor('option', /zoneless\.csv[\s\S]*asks something/);
    expect(await axeFindings(driver)).toEqual([]);

    await driver.goto('#/home');
    await driver.waitForText('1 file of a review in the inbox');
    await driver.waitForText('1 file of the inbox waits');
    await driver.click('option', /1 file of a review in the inbox/);
    await driver.press('z');
    await driver.waitFor('dialog', /Put off/);
    expect(await axeFindings(driver)).toEqual([]);
    await driver.focus('textbox', 'Reason');
    await driver.type('The author is away');
    await driver.press('Enter');
    await driver.waitForText('1 thing is put off');

    await driver.goto('#/incidents/inbox');
    await driver.click('option', /zoneless\.csv/);
    await driver.press('Enter');
    await driver.waitFor('dialog', 'What zoneless.csv does not say');
    await driver.click('button', 'Leave them without a zone');
    await driver.waitFor('option', /zoneless\.csv[\s\S]*came in/);
  } finally {
    await program.stop();
  }
});
