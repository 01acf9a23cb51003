import { render, screen } from '@testing-library/react';
import { EditorView } from '@codemirror/view';
import { expect, it, vi } from 'vitest';
import { CodeEditor } from './CodeEditor';

const awkward = 'one\r\ntwo\rthree\n\n* a\n+ b\n<!-- kept -->\n|a|b|\n\t\u00a0end  \n';

function editorOf(name: string) {
  const view = EditorView.findFromDOM(screen.getByRole('textbox', { name }));
  if (!view) throw new Error('no editor behind the text box');
  return view;
}

it('gives a text back byte for byte except for what was typed', () => {
  const onChange = vi.fn();
  render(<CodeEditor value={awkward} onChange={onChange} ariaLabel="Summary" />);
  editorOf('Summary').dispatch({ changes: { from: 0, insert: 'X' } });
  expect(onChange).toHaveBeenCalledExactlyOnceWith(`X${awkward}`);
});

it('takes a text from elsewhere without calling it a change of this person', () => {
  const onChange = vi.fn();
  const { rerender } = render(<CodeEditor value="one" onChange={onChange} ariaLabel="Summary" />);
  rerender(<CodeEditor value="one two" onChange={onChange} ariaLabel="Summary" />);
  expect(editorOf('Summary').state.doc.toString()).toBe('one two');
  expect(onChange).not.toHaveBeenCalled();
});
