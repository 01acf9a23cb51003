import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { axeFindings } from '../lib/axe.ts';
import { expect, test } from '../lib/flow.ts';
import { answerDialogs, startProgram } from '../lib/program.ts';

const table = `Service,Owner,Tier,Depends on,Valid to
Shop,Shop team,1,Checkout,
Shop,,,Search,
Checkout,Checkout team,1,Ledger,
Search,Search team,2,Ledger,2026-02-28
Ledger,Database on-call,1,,
Mail,Grace Okafor,3,,
`;

test('services come in from a table, and incidents count through what they need @main', async ({
  home,
  connect,
}) => {
  const file = join(dirname(home), 'services.csv');
  writeFileSync(file, table);
  answerDialogs(home, { open: [file] });
  const program = await startProgram({ home, args: ['--sample'] });
  try {
    const driver = await connect(program);
    await driver.goto('#/incidents');
    await driver.waitFor('heading', 'No incidents yet');
    await driver.press('g');
    await driver.press('x');
    await driver.waitFor('heading', 'No services yet');
    expect(await axeFindings(driver)).toEqual([]);

    // What the table would bring is shown before it is taken.
    await driver.press('i');
    await driver.waitForText(/services are owned by roles/i);
    expect(await axeFindings(driver)).toEqual([]);
    await driver.click('button', 'Take it');
    await driver.waitForText(/6 rows read, 4 services made/);
    await driver.waitFor('option', /Ledger/);
    expect(await axeFindings(driver)).toEqual([]);

    // Names that the reviews tell and no service answers to are decided by a person.
    await driver.waitFor('button', /names to decide/);
    await driver.press('u');
    await driver.waitFor('dialog', 'Names to decide');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.press('Escape');

    await driver.click('option', /Ledger/);
    await driver.waitFor('heading', 'Needed by');
    await driver.waitFor('img', 'Ledger between what needs it and what it needs');
    expect(await axeFindings(driver)).toEqual([]);
  } finally {
    await program.stop();
  }
});
