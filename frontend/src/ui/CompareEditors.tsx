import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';

export type CompareProps = {
  left: string;
  right: string;
  leftLabel: string;
  rightLabel: string;
};

const theme = EditorView.theme({
  '&': { color: 'var(--ink)', font: 'var(--t-14)', fontFamily: 'var(--sans)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: '22px' },
  '.cm-content': { padding: '10px 0' },
  '.cm-line': { padding: '0 14px' },
});
// The marks are told apart by their line as well as by their ground.
const leftMarks = EditorView.theme({
  '&.cm-merge-a .cm-changedLine': { background: 'none' },
  '&.cm-merge-a .cm-changedText, &.cm-merge-a .cm-deletedText': {
    background: 'var(--mark)',
    boxShadow: 'inset 0 -2px 0 var(--accent)',
  },
});
const rightMarks = EditorView.theme({
  '&.cm-merge-b .cm-changedLine': { background: 'none' },
  '&.cm-merge-b .cm-changedText': {
    background: 'var(--warn-soft)',
    boxShadow: 'inset 0 -2px 0 var(--warn)',
  },
});

const side = (label: string) => [
  EditorView.lineWrapping,
  EditorState.readOnly.of(true),
  EditorState.lineSeparator.of('\n'),
  theme,
  EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true' }),
];

export function CompareEditors({ left, right, leftLabel, rightLabel }: CompareProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const view = new MergeView({
      parent: host.current,
      gutter: false,
      highlightChanges: true,
      a: { doc: left, extensions: [side(leftLabel), leftMarks] },
      b: { doc: right, extensions: [side(rightLabel), rightMarks] },
    });
    return () => view.destroy();
  }, [left, right, leftLabel, rightLabel]);
  return <div className="compare" ref={host} />;
}
