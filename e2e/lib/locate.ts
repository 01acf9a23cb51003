import type { Name, Role } from './driver.ts';

/** What the page-side search is asked; a RegExp does not survive the wire. */
export type Query = {
  role: Role;
  name: { exact: string } | { source: string; flags: string } | null;
};

export function query(role: Role, name?: Name): Query {
  if (name === undefined) return { role, name: null };
  if (typeof name === 'string') return { role, name: { exact: name } };
  return { role, name: { source: name.source, flags: name.flags } };
}

/**
 * Finds visible elements by role and accessible name inside the page, for the
 * engine that has no such search of its own. It follows the naming steps of
 * "Accessible Name and Description Computation 1.2" as far as the program's
 * pages need them: labelledby, label, native labels and alternatives, content,
 * title, placeholder. It must stay self-contained: its source text is sent.
 */
export function locateInPage(wanted: Query): Element[] {
  const inputRoles: Record<string, string> = {
    button: 'button',
    submit: 'button',
    reset: 'button',
    image: 'button',
    checkbox: 'checkbox',
    radio: 'radio',
    range: 'slider',
    number: 'spinbutton',
    search: 'searchbox',
  };
  const tagRoles: Record<string, string> = {
    article: 'article',
    aside: 'complementary',
    button: 'button',
    details: 'group',
    dialog: 'dialog',
    fieldset: 'group',
    h1: 'heading',
    h2: 'heading',
    h3: 'heading',
    h4: 'heading',
    h5: 'heading',
    h6: 'heading',
    hr: 'separator',
    li: 'listitem',
    main: 'main',
    menu: 'list',
    nav: 'navigation',
    ol: 'list',
    option: 'option',
    output: 'status',
    progress: 'progressbar',
    search: 'search',
    table: 'table',
    td: 'cell',
    textarea: 'textbox',
    th: 'columnheader',
    tr: 'row',
    ul: 'list',
  };
  const namedByContent = new Set([
    'button',
    'cell',
    'checkbox',
    'columnheader',
    'gridcell',
    'heading',
    'link',
    'menuitem',
    'menuitemcheckbox',
    'menuitemradio',
    'option',
    'radio',
    'row',
    'rowheader',
    'switch',
    'tab',
    'tooltip',
    'treeitem',
  ]);

  const roleOf = (el: Element): string => {
    const stated = el.getAttribute('role')?.trim().split(/\s+/)[0];
    if (stated) return stated;
    const tag = el.tagName.toLowerCase();
    const isNamed = el.hasAttribute('aria-label') || el.hasAttribute('aria-labelledby');
    switch (tag) {
      case 'a':
        return el.hasAttribute('href') ? 'link' : '';
      case 'img':
        return el.getAttribute('alt') === '' ? '' : 'img';
      case 'form':
        return isNamed ? 'form' : '';
      case 'section':
        return isNamed ? 'region' : '';
      case 'header':
      case 'footer':
        if (el.closest('article, aside, main, nav, section')) return '';
        return tag === 'header' ? 'banner' : 'contentinfo';
      case 'select':
        return (el as HTMLSelectElement).multiple || (el as HTMLSelectElement).size > 1
          ? 'listbox'
          : 'combobox';
      case 'th':
        return el.getAttribute('scope') === 'row' ? 'rowheader' : 'columnheader';
      case 'input': {
        const type = (el as HTMLInputElement).type;
        if (type === 'hidden') return '';
        const role = inputRoles[type] ?? 'textbox';
        return el.hasAttribute('list') && (role === 'textbox' || role === 'searchbox')
          ? 'combobox'
          : role;
      }
      default:
        return tagRoles[tag] ?? '';
    }
  };

  const isHidden = (el: Element): boolean => {
    for (let at: Element | null = el; at; at = at.parentElement) {
      if (at.getAttribute('aria-hidden') === 'true' || at.hasAttribute('inert')) return true;
    }
    return !el.checkVisibility({ visibilityProperty: true });
  };

  const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();

  const contentOf = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
    if (!(node instanceof Element) || isHidden(node)) return '';
    const label = node.getAttribute('aria-label');
    if (label) return ` ${label} `;
    if (node.tagName === 'IMG') return ` ${node.getAttribute('alt') ?? ''} `;
    const inline = getComputedStyle(node).display.startsWith('inline');
    const text = [...node.childNodes].map(contentOf).join('');
    return inline ? text : ` ${text} `;
  };

  const nameOf = (el: Element, role: string): string => {
    const ids = el.getAttribute('aria-labelledby')?.trim().split(/\s+/) ?? [];
    const labelled = fold(
      ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' '),
    );
    if (labelled) return labelled;
    const label = fold(el.getAttribute('aria-label') ?? '');
    if (label) return label;
    const labels = (el as HTMLInputElement).labels;
    const native = labels ? fold([...labels].map((each) => each.textContent ?? '').join(' ')) : '';
    if (native) return native;
    if (el instanceof HTMLInputElement && roleOf(el) === 'button') return fold(el.value);
    const alternative = fold(el.getAttribute('alt') ?? '');
    if (alternative) return alternative;
    const caption = fold(
      el.querySelector(':scope > legend, :scope > caption, :scope > summary, :scope > title')
        ?.textContent ?? '',
    );
    if (caption) return caption;
    const content = namedByContent.has(role)
      ? fold([...el.childNodes].map(contentOf).join(''))
      : '';
    return content || fold(el.getAttribute('title') ?? el.getAttribute('placeholder') ?? '');
  };

  const isWanted = (el: Element): boolean => {
    const role = roleOf(el);
    if (role !== wanted.role || isHidden(el)) return false;
    if (wanted.name === null) return true;
    const name = nameOf(el, role);
    return 'exact' in wanted.name
      ? name === fold(wanted.name.exact)
      : new RegExp(wanted.name.source, wanted.name.flags).test(name);
  };

  return [...document.querySelectorAll('*')].filter(isWanted);
}
