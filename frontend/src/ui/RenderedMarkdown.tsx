import type { ReactNode } from 'react';
import Markdown, { defaultUrlTransform } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { tied } from '../i18n';

type Node = {
  type: string;
  tagName?: string;
  value?: string;
  properties?: object;
  children?: Node[];
};

/** Numbers and their units stay on one line; code stays what it is. */
function tiedUnits() {
  return function walk(node: Node) {
    if (node.tagName === 'code' || node.tagName === 'pre') return;
    if (node.type === 'text' && node.value !== undefined) node.value = tied(node.value);
    node.children?.forEach(walk);
  };
}

/** A cell of a table has no other way to break a line; no other tag of a text means anything. */
function brokenLines() {
  return function walk(node: Node) {
    if (!node.children) return;
    node.children = node.children.map((child) => {
      walk(child);
      return child.type === 'raw' && /^<br\s*\/?>$/i.test(child.value ?? '')
        ? { type: 'element', tagName: 'br', properties: {}, children: [] }
        : child;
    });
  };
}

/** A text in pieces, some of which are to be marked. */
export type Piece = { text: string; hit: boolean };
export type PiecesOf = (text: string) => readonly Piece[];

/** Marks the words that were searched for, as they stand on the page. */
function markedWords(pieces: PiecesOf | undefined) {
  return () =>
    function walk(node: Node) {
      if (!pieces || !node.children) return;
      node.children = node.children.flatMap((child) => {
        if (child.type !== 'text' || child.value === undefined) {
          walk(child);
          return [child];
        }
        return pieces(child.value).map(({ text, hit }): Node => {
          const words = { type: 'text', value: text };
          return hit
            ? { type: 'element', tagName: 'mark', properties: {}, children: [words] }
            : words;
        });
      });
    };
}

/** Gives the picture for an address that a text names, or nothing where there is none. */
export type PictureOf = (source: string, alt: string) => ReactNode;

/** Addresses of the pictures of a review stay; the page decides which of them it knows. */
const keptAddress = (url: string, key: string) =>
  key === 'src' && url.startsWith('picture:') ? url : defaultUrlTransform(url);

export function RenderedMarkdown({
  text,
  picture,
  marked,
}: {
  text: string;
  picture?: PictureOf;
  marked?: PiecesOf;
}) {
  return (
    <div className="prose">
      <Markdown
        remarkPlugins={[remarkGfm]}
        urlTransform={keptAddress}
        rehypePlugins={[brokenLines, tiedUnits, markedWords(marked)]}
        components={{
          // Only links to places of the window lead anywhere. A place of the text, such as a
          // footnote, would be taken for a screen; an address outside is shown, not followed.
          a: ({ href, children }) =>
            href?.startsWith('#/') ? (
              <a href={href}>{children}</a>
            ) : href?.startsWith('#') ? (
              <span>{children}</span>
            ) : (
              <span className="accent" title={href}>
                {children}
              </span>
            ),
          // A wide block scrolls, so the keyboard must be able to reach it.
          pre: ({ children }) => (
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            <pre tabIndex={0}>{children}</pre>
          ),
          img: ({ src, alt = '' }) =>
            (typeof src === 'string' && picture?.(src, alt)) || (
              <span className="ink-3">{alt}</span>
            ),
        }}
      >
        {text}
      </Markdown>
    </div>
  );
}
