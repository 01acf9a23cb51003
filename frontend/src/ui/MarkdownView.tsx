import { lazy, Suspense } from 'react';
import type { PictureOf, PiecesOf } from './RenderedMarkdown';

const Rendered = lazy(() =>
  import('./RenderedMarkdown').then((m) => ({ default: m.RenderedMarkdown })),
);

/**
 * Shows Markdown: no HTML of its own, no picture or link that would reach the network. A picture
 * is its words, unless `picture` knows one.
 */
export function MarkdownView({
  text,
  picture,
  marked,
}: {
  text: string;
  picture?: PictureOf;
  /** Marks words of the text. */
  marked?: PiecesOf;
}) {
  return (
    <Suspense
      fallback={
        <div className="prose" style={{ whiteSpace: 'pre-wrap' }}>
          {text}
        </div>
      }
    >
      <Rendered text={text} {...(picture && { picture })} {...(marked && { marked })} />
    </Suspense>
  );
}
