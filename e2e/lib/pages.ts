import type { Driver } from './driver.ts';

/** A screen of the program that can be opened by its route. */
export type Page = { name: string; route: string };

type Bound = {
  go: {
    app: {
      Reviews: {
        List: (
          filter: object,
        ) => Promise<{ rows: { ref: string; entries: number; causes: number }[] }>;
      };
      Workspace: { SetSetting: (name: string, value: string) => Promise<void> };
    };
  };
};

/** Every screen of the open workspace; the review is the one of the latest with the most in it. */
export async function pagesOf(driver: Driver): Promise<Page[]> {
  await driver.waitUntil('the bound services', () => 'go' in window, null);
  const ref = await driver.eval(async () => {
    const { Reviews } = (window as unknown as Bound).go.app;
    const list = await Reviews.List({
      query: '',
      state: '',
      severity: '',
      trash: false,
      sort: '',
      offset: 0,
      limit: 100,
    });
    const weight = (row: { entries: number; causes: number }) => row.entries + row.causes;
    return list.rows.toSorted((a, b) => weight(b) - weight(a))[0]?.ref ?? '';
  }, null);
  return [
    { name: 'home', route: '#/home' },
    { name: 'reviews', route: '#/reviews' },
    { name: 'actions', route: '#/actions' },
    { name: 'library', route: '#/library' },
    { name: 'library-hits', route: '#/library?q=linen+count+stopped' },
    ...(ref === '' ? [] : await stepsOf(driver, ref)),
    { name: 'measures', route: '#/measures' },
    { name: 'import', route: '#/import' },
    { name: 'spaces', route: '#/spaces' },
    { name: 'governance-audit', route: '#/governance/audit' },
    { name: 'trash', route: '#/trash' },
    { name: 'settings', route: '#/settings' },
    { name: 'help', route: '#/help' },
  ];
}

/** The steps of the review room as its own navigation lists them. */
async function stepsOf(driver: Driver, ref: string): Promise<Page[]> {
  const room = `#/reviews/${ref}/`;
  await openPage(driver, { name: 'review', route: `${room}overview` });
  // A long review is read for a moment before its head says the steps.
  await driver.waitUntil(
    'the steps of the review',
    (start: string) => document.querySelector(`main nav a[href^="${start}"]`) !== null,
    room,
  );
  const routes = await driver.eval(
    (start: string) =>
      [...document.querySelectorAll<HTMLAnchorElement>('main nav a')]
        .map((link) => link.getAttribute('href') ?? '')
        .filter((href) => href.startsWith(start)),
    room,
  );
  return routes.map((route) => ({ name: `review-${route.slice(room.length)}`, route }));
}

export type Theme = 'light' | 'dark';

/** Keeps a setting as the screens do; the page hears of it when it is loaded again. */
export async function keepSetting(driver: Driver, name: string, value: string): Promise<void> {
  await driver.waitUntil('the bound services', () => 'go' in window, null);
  await driver.eval(
    ([key, kept]: [string, string]) =>
      (window as unknown as Bound).go.app.Workspace.SetSetting(key, kept),
    [name, value] as [string, string],
  );
}

/** Changes the theme as the settings page does, and keeps it in the workspace. */
export async function useTheme(driver: Driver, theme: Theme): Promise<void> {
  await keepSetting(driver, 'theme', theme);
  await driver.reload();
  await driver.waitUntil(
    `the ${theme} theme`,
    (value: string) => document.documentElement.dataset['theme'] === value,
    theme,
  );
}

/** Opens a page and waits until it has a heading, its fonts, and nothing busy. */
export async function openPage(driver: Driver, page: Page): Promise<void> {
  await driver.goto(page.route);
  await driver.waitUntil(
    `the page ${page.name} to be complete`,
    async (route: string) => {
      await document.fonts.ready;
      const main = document.querySelector('main');
      // The address changes first: until a link to the page says that it is the
      // present one, the page before it is still on the screen.
      const path = route.replace(/[?].*/, '');
      const links = [...document.querySelectorAll('a')].filter(
        (link) => link.getAttribute('href') === path,
      );
      const inReview = /^#.reviews.[^/]+./.test(path);
      const isComplete =
        location.hash.startsWith(route) &&
        (links.length > 0 || !inReview) &&
        links.every((link) => link.getAttribute('aria-current') === 'page') &&
        main?.querySelector('h1, h2') != null &&
        document.querySelector('[aria-busy="true"]') === null;
      // Two frames later all of it has been painted.
      if (isComplete)
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return isComplete;
    },
    page.route,
  );
}
