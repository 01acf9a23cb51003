import { lazy, Suspense } from 'react';
import type { CodeEditorProps } from './CodeEditor';

// The editor is the largest piece of script; it comes when the first text is touched.
const CodeEditor = lazy(() => import('./CodeEditor').then((m) => ({ default: m.CodeEditor })));

/** Edits Markdown byte for byte. Controlled: `value` in, every change out. */
export function MarkdownEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<div className="editor editor-waiting">{props.value}</div>}>
      <CodeEditor {...props} />
    </Suspense>
  );
}
