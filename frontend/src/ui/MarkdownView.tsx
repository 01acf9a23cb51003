import { lazy, Suspense } from 'react';

const Rendered = lazy(() =>
  import('./RenderedMarkdown').then((m) => ({ default: m.RenderedMarkdown })),
);

/** Shows Markdown: no HTML of its own, no picture or link that would reach the network. */
export function MarkdownView({ text }: { text: string }) {
  return (
    <Suspense
      fallback={
        <div className="prose" style={{ whiteSpace: 'pre-wrap' }}>
          {text}
        </div>
      }
    >
      <Rendered text={text} />
    </Suspense>
  );
}
