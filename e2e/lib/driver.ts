/**
 * What a flow may do to the program, in words that every engine understands.
 * People find things by role and name, so flows do too; there are no selectors
 * and no sleeps. Every action waits until its target is there (at most
 * `patience`) and fails with what it looked for.
 */
export type Driver = {
  readonly engine: Engine;
  /** Opens a route of the program, such as '#/reviews'. */
  goto(route: string): Promise<void>;
  reload(): Promise<void>;

  click(role: Role, name: Name): Promise<void>;
  focus(role: Role, name: Name): Promise<void>;
  /** Types into whatever has the focus, key by key. Line breaks press Enter. */
  type(text: string): Promise<void>;
  /** Presses one key or combination: 'Enter', 'Control+z', 'Shift+Tab', 'F2'. */
  press(keys: string): Promise<void>;
  /** Drags from the middle of one element to the middle of another. */
  drag(from: [Role, Name], to: [Role, Name]): Promise<void>;

  /** Waits until exactly one such element is visible. */
  waitFor(role: Role, name: Name): Promise<void>;
  waitForGone(role: Role, name: Name): Promise<void>;
  /** Waits until the visible text of the page contains this. */
  waitForText(text: string | RegExp): Promise<void>;
  /** Waits until a function evaluated in the page returns true. */
  waitUntil<A>(
    what: string,
    condition: (arg: A) => boolean | Promise<boolean>,
    arg: A,
  ): Promise<void>;

  /** Visible text of an element, or of the page; white space is folded. */
  text(role?: Role, name?: Name): Promise<string>;
  /** Value of a field, or the text of an editable element, as it stands. */
  value(role: Role, name: Name): Promise<string>;
  count(role: Role, name?: Name): Promise<number>;
  /** Runs a self-contained function in the page and returns its JSON value. */
  eval<A, R>(run: (arg: A) => R | Promise<R>, arg: A): Promise<R>;
  /** Writes a PNG of the page. */
  screenshot(path: string): Promise<void>;
  /** Gives the page another size, in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** Errors that no code of the page caught so far; a flow fails when there are any. */
  uncaught(): string[];
  /** Closes this browser; done at the end of a flow in any case. */
  close(): Promise<void>;
};

export type Engine = 'chromium' | 'webkit';

/** A string is the whole accessible name; a pattern may match a part. */
export type Name = string | RegExp;

/** The roles flows use; add one when a flow needs it, here and in locate.ts. */
export type Role =
  | 'alert'
  | 'alertdialog'
  | 'article'
  | 'banner'
  | 'button'
  | 'cell'
  | 'checkbox'
  | 'columnheader'
  | 'combobox'
  | 'complementary'
  | 'contentinfo'
  | 'dialog'
  | 'form'
  | 'grid'
  | 'gridcell'
  | 'group'
  | 'heading'
  | 'img'
  | 'link'
  | 'list'
  | 'listbox'
  | 'listitem'
  | 'log'
  | 'main'
  | 'menu'
  | 'menubar'
  | 'menuitem'
  | 'menuitemcheckbox'
  | 'menuitemradio'
  | 'navigation'
  | 'option'
  | 'progressbar'
  | 'radio'
  | 'radiogroup'
  | 'region'
  | 'row'
  | 'rowheader'
  | 'search'
  | 'searchbox'
  | 'separator'
  | 'slider'
  | 'spinbutton'
  | 'status'
  | 'switch'
  | 'tab'
  | 'table'
  | 'tablist'
  | 'tabpanel'
  | 'textbox'
  | 'toolbar'
  | 'tooltip'
  | 'tree'
  | 'treegrid'
  | 'treeitem';

/** How long an action waits for its target, in milliseconds. */
export const patience = 10_000;

/** Asks again and again until the answer is not undefined; `what` names the wait in the error. */
export async function until<T>(
  what: () => string,
  ask: () => Promise<T | undefined>,
  limit = patience,
): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask().catch((error: unknown) => {
      // The page painted anew between finding a thing and asking it: find it again.
      if (/stale element reference/.test(String(error))) return undefined;
      throw error;
    });
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`waited ${String(limit)} ms for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export function describe(role: Role, name?: Name): string {
  return name === undefined
    ? role
    : `${role} ${typeof name === 'string' ? `"${name}"` : String(name)}`;
}
