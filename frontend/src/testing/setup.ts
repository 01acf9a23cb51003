import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

afterEach(cleanup);
// The page and what is not ours live on from file to file, which spares half of the time;
// each file has modules of ours of its own and finds nothing that another one kept.
vi.resetModules();
localStorage.clear();
sessionStorage.clear();
document.body.replaceChildren();
window.location.hash = '';
// How long until something is known not to come. A machine that builds and tests
// much else at once is slow, not wrong.
configure({ asyncUtilTimeout: 5000 });

// What jsdom lacks and the engines have. Layout stays absent: geometry belongs to
// the tests in real engines.
if (!('showModal' in HTMLDialogElement.prototype)) {
  Object.assign(HTMLDialogElement.prototype, {
    // As the engines do, it takes the focus to the first thing in it that can have it.
    showModal(this: HTMLDialogElement) {
      this.setAttribute('open', '');
      const first = this.querySelector<HTMLElement>(
        'a[href], button:not(:disabled), summary, input:not(:disabled), select, textarea, [contenteditable], [tabindex]',
      );
      first?.focus();
    },
    close(this: HTMLDialogElement) {
      this.removeAttribute('open');
    },
  });
}
window.matchMedia = (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;
window.ResizeObserver = class {
  observe() {
    return undefined;
  }
  unobserve() {
    return undefined;
  }
  disconnect() {
    return undefined;
  }
};
document.elementsFromPoint = () => [];
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.scrollTo = () => undefined;
window.scrollTo = () => undefined;
// A list lays out the rows that fit its height: give every element one screenful
// (which a test may change).
for (const name of ['offsetHeight', 'clientHeight']) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => 800 });
}
for (const name of ['offsetWidth', 'clientWidth']) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => 1000 });
}
