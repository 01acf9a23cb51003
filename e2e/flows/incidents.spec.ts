import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { axeFindings } from '../lib/axe.ts';
import { expect, test } from '../lib/flow.ts';
import { answerDialogs, startProgram } from '../lib/program.ts';

const table = `number,short description,severity,state,opened,resolved,service
A-10,Checkout answers slowly,2 - High,Resolved,2026-03-01 10:00,2026-03-01 11:30,checkout
A-11,Search finds nothing,1,Closed,2026-03-02 08:00,2026-03-02 08:40,search
A-12,Odd colours in the shop,purple,New,2026-03-03 09:00,,shop
`;

test('incidents come in from a table, are narrowed down, reviewed and taken back by key @main', async ({
  home,
  connect,
}) => {
  const file = join(dirname(home), 'export.csv');
  writeFileSync(file, table);
  answerDialogs(home, { open: [file] });
  const program = await startProgram({ home, args: ['--sample'] });
  try {
    const driver = await connect(program);
    await driver.goto('#/incidents');
    await driver.waitFor('heading', 'No incidents yet');
    expect(await axeFindings(driver)).toEqual([]);

    // The zone is asked for before anything is taken.
    await driver.press('i');
    await driver.waitFor('dialog', 'What export.csv does not say');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.focus('combobox', 'Zone of the times');
    await driver.press('Control+a');
    await driver.type('Europe/Berlin');
    // Taken as it is typed; the list of zones closes.
    await driver.press('Enter');
    await driver.click('button', 'Go on');
    await driver.waitForText('export.csv: 2 new, 0 changed, 0 as they were, 1 in quarantine');
    await driver.waitFor('option', /Checkout answers slowly/);
    expect(await axeFindings(driver)).toEqual([]);

    // A code gets its meaning, and the row that waited for it comes in.
    await driver.press('q');
    await driver.waitFor('dialog', 'Rows in quarantine');
    await driver.click('button', 'It means …');
    await driver.click('menuitem', 'SEV4');
    await driver.waitForText('Nothing is in quarantine.');
    await driver.press('Escape');
    await driver.waitFor('option', /Odd colours in the shop/);

    // Narrowed down by words, opened by key, and a review of it begun in one step.
    await driver.press('/');
    await driver.type('checkout');
    await driver.waitForText('1 of 3');
    await driver.press('Enter');
    await driver.press('Enter');
    await driver.waitFor('heading', 'Checkout answers slowly');
    await driver.waitForText('SEV2 (2 - High)');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.press('s');
    await driver.waitForText(/begun from the incident/);

    // What a review was begun from stays when the import is taken back.
    await driver.goto('#/incidents');
    await driver.waitForText('1 of 3');
    await driver.press('m');
    await driver.waitFor('dialog', 'Imports of incidents');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.click('button', 'Withdraw');
    await driver.waitForText(/2 removed, 0 as before, 1 left/);
    await driver.waitForText('1 of 1');
  } finally {
    await program.stop();
  }
});
