import { expect, test } from '../lib/flow.ts';
import { killWhileTyping } from '../lib/kills.ts';

type Bound = {
  go: {
    app: {
      Reviews: {
        Create: (title: string, origin: string) => Promise<{ ref: string }>;
        AddPart: (...args: [string, string, string, string, string]) => Promise<unknown>;
      };
    };
  };
};

const field = 'Words of the factor';

// The long run of `make soak` has more of them.
const rounds = process.env.SECONDSTORY_SOAK ? 100 : 25;

test(`what the screen calls saved survives ${String(rounds)} power cuts`, async ({
  home,
  connect,
}) => {
  // A round takes two seconds; on a busy machine ten times that.
  test.setTimeout(rounds * (rounds > 25 ? 30_000 : 10_000));
  let ref = '';
  const { confirmed } = await killWhileTyping({
    home,
    args: [],
    connect,
    rounds,
    seed: 7,
    within: 4_000,
    open: async (driver) => {
      await driver.goto('');
      await driver.waitUntil('the bound services', () => 'go' in window, null);
      ref ||= await driver.eval(async () => {
        const { Reviews } = (window as unknown as Bound).go.app;
        const made = await Reviews.Create('A review under power cuts', '');
        const fields = JSON.stringify({ text: 'It began', kind: 'contributing' });
        await Reviews.AddPart(made.ref, 'factors', fields, '', '');
        return made.ref;
      }, null);
      await driver.goto(`#/reviews/${ref}/factors`);
      // The first click selects the line, the second edits it.
      await driver.click('button', /^It began/);
      if ((await driver.count('textbox', field)) === 0) await driver.click('button', /^It began/);
      await driver.press('Control+End');
      return driver.value('textbox', field);
    },
    saved: async (driver) =>
      (await driver.eval((name: string) => {
        const area = document.querySelector<HTMLTextAreaElement>(`textarea[aria-label="${name}"]`);
        const isSaved = /^Saved /.test(document.querySelector('footer')?.innerText ?? '');
        return isSaved && area ? area.value : null;
      }, field)) ?? undefined,
  });
  expect(confirmed).toBeGreaterThan(rounds);
});
