import { expect, test } from '../lib/flow.ts';

test('a rule is written, proposed, signed, changed and signed anew by keyboard @main', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/governance/policies');
  await driver.waitFor('heading', 'No policies yet');
  expect(await axe()).toEqual([]);

  await driver.press('n');
  await driver.waitFor('dialog', 'New policy');
  expect(await axe()).toEqual([]);
  await driver.type('Weekend freeze');
  await driver.press('Enter');
  await driver.waitForText('Say of which kind the rule is.');
  await driver.focus('combobox', 'Kind');
  await driver.type('Change f');
  await driver.click('button', 'Begin the draft');
  await driver.waitForGone('dialog', 'New policy');
  await driver.waitFor('heading', 'Weekend freeze');
  await driver.waitForText('Nobody is asked to sign yet.');

  // Nothing can be proposed that says nothing, and the draft stays.
  await driver.press('p');
  await driver.waitFor('dialog', 'Propose version 1');
  await driver.click('button', 'Propose the draft');
  await driver.waitForText('The rule says nothing yet. Write its text or a setting');
  await driver.press('Escape');
  await driver.waitForGone('dialog', 'Propose version 1');

  // What is typed stays, also where the editor is left by Escape.
  await driver.press('e');
  await driver.waitFor('textbox', 'Text');
  await driver.focus('textbox', 'Text');
  await driver.type('Nobody deploys while the shops are full.');
  await driver.press('Escape');
  await driver.waitForGone('textbox', 'Text');
  await driver.waitForText('Nobody deploys while the shops are full.');

  await driver.press('a');
  await driver.waitFor('dialog', 'Add a setting');
  await driver.type('From');
  await driver.focus('textbox', 'Value');
  await driver.type('Friday 18:00');
  await driver.press('Enter');
  await driver.waitFor('rowheader', 'From');

  await driver.press('r');
  await driver.waitFor('dialog', 'Ask for a signature');
  await driver.type('Operations');
  await driver.press('Enter');
  await driver.waitForGone('dialog', 'Ask for a signature');
  await driver.waitFor('button', 'Remove “Operations”');

  await driver.press('p');
  await driver.waitFor('dialog', 'Propose version 1');
  await driver.click('button', 'Propose the draft');
  await driver.waitForText('Version 1 waits for signatures');
  expect(await axe()).toEqual([]);
  await driver.press('s');
  await driver.waitFor('dialog', 'Approve version 1');
  expect(await axe()).toEqual([]);
  await driver.press('Escape');
  await driver.waitForGone('dialog', 'Approve version 1');
  await driver.press('s');
  await driver.waitFor('dialog', 'Approve version 1');
  await driver.focus('button', 'Sign');
  await driver.press('Enter');
  await driver.waitForText('Version 1 holds since');
  await driver.waitFor('option', /Weekend freeze.*version 1 in force/);

  // The next version needs one more signature; the first one holds meanwhile.
  await driver.press('r');
  await driver.waitFor('dialog', 'Ask for a signature');
  await driver.type('Head of service');
  await driver.press('Enter');
  await driver.waitFor('button', 'Remove “Head of service”');
  await driver.press('p');
  await driver.waitFor('dialog', 'Propose version 2');
  await driver.click('button', 'Propose the draft');
  await driver.waitForText('Version 2 waits for signatures');
  await driver.press('s');
  await driver.waitFor('dialog', 'Approve version 2');
  await driver.click('button', 'Sign');
  await driver.waitForGone('dialog', 'Approve version 2');
  await driver.waitForText('Operations, you (proposed it too): approves');

  // One cell changed: what was signed is struck through and says why; undo brings it back.
  await driver.focus('button', 'Change “From”');
  await driver.press('Enter');
  await driver.waitFor('dialog', 'Change “From”');
  await driver.waitForText('Any change makes those given so far void.');
  await driver.focus('textbox', 'Value');
  await driver.press('Control+a');
  await driver.type('Friday 16:00');
  await driver.press('Enter');
  await driver.waitFor('cell', 'Friday 16:00');
  await driver.waitForGone('button', 'Ask for changes');
  await driver.click('group', /Version 2/);
  await driver.waitForText('void (content changed)');
  expect(await axe()).toEqual([]);
  await driver.press('Control+z');
  await driver.waitForText('Version 2 waits for signatures');
  await driver.waitForText('Operations, you (proposed it too): approves');

  // Asked for on the page of all exceptions, where it is taken back until somebody answers.
  await driver.click('link', 'Exceptions');
  await driver.waitFor('heading', 'No exceptions yet');
  await driver.press('x');
  await driver.waitFor('dialog', 'Ask for an exception');
  expect(await axe()).toEqual([]);
  await driver.focus('textbox', 'Procedure');
  await driver.type('Weekend freeze');
  await driver.focus('textbox', 'Why it is needed');
  await driver.type('too short');
  await driver.focus('textbox', 'What may go wrong');
  await driver.type('A change nobody looks at');
  await driver.focus('textbox', 'What is done in its place');
  await driver.type('Two people watch it');
  await driver.focus('textbox', 'First day');
  await driver.type('2026-12-04');
  await driver.press('Enter');
  await driver.waitForText('Say in at least 20 characters why the exception is needed.');
  await driver.focus('textbox', 'Why it is needed');
  await driver.type(' was what I wrote at first');
  await driver.focus('textbox', 'First day');
  await driver.press('Enter');
  await driver.waitForText('An exception ends.');
  await driver.focus('textbox', 'Last day');
  await driver.type('2026-12-04');
  await driver.press('Enter');
  await driver.waitForGone('dialog', 'Ask for an exception');
  await driver.waitFor('option', /Weekend freeze.*asked for.*Two people watch it/);
  await driver.waitForText('Somebody else has to answer your request.');
  expect(await axe()).toEqual([]);
  await driver.press('Control+z');
  await driver.waitFor('heading', 'No exceptions yet');
  await driver.press('Control+Shift+z');
  await driver.waitFor('option', /Weekend freeze.*asked for/);
});
