import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';

export function RenderedMarkdown({ text }: { text: string }) {
  return (
    <div className="prose">
      <Markdown
        remarkPlugins={[remarkGfm]}
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
          img: ({ alt }) => <span className="ink-3">{alt}</span>,
        }}
      >
        {text}
      </Markdown>
    </div>
  );
}
