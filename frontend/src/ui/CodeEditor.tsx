import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { diff } from '@codemirror/merge';
import { search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Transaction } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder as hint } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { changeBetween } from './changeBetween';

export type CodeEditorProps = {
  value: string;
  onChange: (text: string) => void;
  ariaLabel: string;
  placeholder?: string | undefined;
  readOnly?: boolean | undefined;
  autoFocus?: boolean | undefined;
  /** Without box, for text that stands in a page. */
  plain?: boolean | undefined;
  minLines?: number | undefined;
  onBlur?: (() => void) | undefined;
  /** Called for Escape, before the focus leaves. */
  onEscape?: (() => void) | undefined;
};

const theme = EditorView.theme({
  '&': { color: 'var(--ink)', font: 'var(--t-14)', fontFamily: 'var(--sans)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: '21px', overflow: 'auto' },
  '.cm-content': { padding: '7px 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 9px' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '1.5px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { background: 'var(--mark)' },
  '.cm-placeholder': { color: 'var(--ink-3)' },
  '.cm-panels': { background: 'var(--bg-side)', color: 'var(--ink)' },
  '.cm-searchMatch': { background: 'var(--mark)' },
});

const plainTheme = EditorView.theme({
  '.cm-content': { padding: '0' },
  '.cm-line': { padding: '0' },
});

// Marks step back, words stay ink: what people wrote is read more often than edited.
const style = HighlightStyle.define([
  { tag: tags.heading, fontWeight: 'var(--w-title)' },
  { tag: tags.strong, fontWeight: 'var(--w-strong)' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: tags.monospace, fontFamily: 'var(--mono)', fontSize: '.93em' },
  { tag: tags.link, color: 'var(--accent)' },
  { tag: tags.url, color: 'var(--ink-3)' },
  { tag: tags.quote, color: 'var(--ink-2)' },
  { tag: [tags.processingInstruction, tags.meta, tags.contentSeparator], color: 'var(--ink-3)' },
]);

/**
 * The changes that turn `from` into `to`, so that cursor and history survive: what
 * others wrote before and after the cursor are changes of their own.
 */
export function changesBetween(from: string, to: string) {
  const all = changeBetween(from, to);
  const was = from.slice(all.from, all.to);
  // Beyond so many differences a coarser answer does: nobody looks for a cursor in there.
  return diff(was, all.insert, { scanLimit: 500 }).map((c) => ({
    from: all.from + c.fromA,
    to: all.from + c.toA,
    insert: all.insert.slice(c.fromB, c.toB),
  }));
}

export function CodeEditor(props: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const access = useRef(new Compartment());
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!host.current) return;
    const first = latest.current;
    const compartment = access.current;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.value,
        extensions: [
          // "\n" alone divides lines: a carriage return is then a character like any
          // other and comes out as it went in.
          EditorState.lineSeparator.of('\n'),
          EditorView.clipboardInputFilter.of((text) => text.replaceAll('\r\n', '\n')),
          history(),
          drawSelection(),
          search({ top: true }),
          EditorView.lineWrapping,
          markdown({ base: markdownLanguage }),
          syntaxHighlighting(style),
          first.plain ? [theme, plainTheme] : theme,
          first.placeholder ? hint(first.placeholder) : [],
          EditorView.contentAttributes.of({
            'aria-label': first.ariaLabel,
            spellcheck: 'true',
          }),
          compartment.of(EditorState.readOnly.of(first.readOnly ?? false)),
          keymap.of([
            {
              key: 'Escape',
              run: (v) => {
                latest.current.onEscape?.();
                v.contentDOM.blur();
                return true;
              },
            },
            ...searchKeymap,
            ...historyKeymap,
            ...defaultKeymap,
          ]),
          EditorView.domEventHandlers({
            blur: () => {
              latest.current.onBlur?.();
              return false;
            },
          }),
          EditorView.updateListener.of((u) => {
            const outside = u.transactions.some((tr) => tr.annotation(Transaction.remote));
            if (u.docChanged && !outside) latest.current.onChange(textOf(u.state));
          }),
        ],
      }),
    });
    view.current = editor;
    if (first.autoFocus) editor.focus();
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, []);

  const { value, readOnly } = props;
  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const now = textOf(editor.state);
    if (now === value) return;
    // A change from elsewhere is not this person's step: it stays out of the field's history.
    editor.dispatch({
      changes: changesBetween(now, value),
      annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true)],
    });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({
      effects: access.current.reconfigure(EditorState.readOnly.of(readOnly ?? false)),
    });
  }, [readOnly]);

  return (
    <div
      className={`editor ${props.plain ? 'plain' : ''}`}
      style={props.minLines ? { minHeight: props.minLines * 21 + 14 } : undefined}
      ref={host}
    />
  );
}

function textOf(state: EditorState): string {
  return state.doc.sliceString(0, state.doc.length, '\n');
}
