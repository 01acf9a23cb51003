import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

/** A PNG of two shades, made here. */
function png(width: number, height: number): Buffer {
  const crc = (data: Buffer) => {
    let c = ~0;
    for (const byte of data) {
      c ^= byte;
      for (let k = 0; k < 8; k += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    }
    return ~c >>> 0;
  };
  const chunk = (name: string, body: Buffer) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(body.length);
    const whole = Buffer.concat([Buffer.from(name), body]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(whole));
    return Buffer.concat([head, whole, sum]);
  };
  const shape = Buffer.alloc(13);
  shape.writeUInt32BE(width, 0);
  shape.writeUInt32BE(height, 4);
  shape[8] = 8;
  const rows = Buffer.concat(
    Array.from({ length: height }, (_, y) =>
      Buffer.from([
        0,
        ...Array.from({ length: width }, (_, x) => (x * height > (height - y) * width ? 230 : 110)),
      ]),
    ),
  );
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', shape),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a picture is added, shown from its own address, described and shown in a section @main', async ({
  driver,
  axe,
  home,
  program,
}) => {
  const graph = join(dirname(home), 'graph.png');
  const notes = join(dirname(home), 'notes.png');
  writeFileSync(graph, png(320, 200));
  writeFileSync(notes, '# Notes\n');
  program.answerDialogs({ open: [graph, notes] });
  await driver.goto('#/reviews');
  await driver.waitFor('listbox', 'Reviews');
  await driver.press('Home');
  await driver.press('Enter');
  await driver.click('link', /^Pictures/);
  await driver.waitFor('heading', 'No pictures yet');
  await driver.press('n');
  await driver.waitForText('notes.png was not added');
  await driver.waitUntil(
    'the picture to be painted',
    () =>
      (document.querySelector<HTMLImageElement>('.picture-tile img')?.naturalWidth ?? 0) === 320,
    null,
  );
  expect(await axe()).toEqual([]);
  await driver.click('button', 'No caption yet');
  await driver.waitFor('textbox', 'Caption');
  await driver.type('Orders that waited');
  await driver.press('Escape');
  await driver.waitFor('button', 'Orders that waited');
  await driver.press('Enter');
  await driver.waitForText('1 of 1');
  await driver.press('Escape');
  // Added while an entry is chosen it belongs to that, stands beside its words and opens large.
  await driver.click('link', /^Timeline/);
  await driver.waitFor('listbox', 'Entries of the timeline');
  await driver.press('Home');
  await driver.press('Alt+p');
  await driver.click('button', 'Show “graph.png” large');
  await driver.waitFor('link', 'Write its words');
  expect(await axe()).toEqual([]);
  await driver.press('Escape');
});
