import { useEffect, useLayoutEffect, useRef } from 'react';
import { pressOf } from '../../commands';
import { SavedTextNotes, useSavedText } from '../../editing';
import { t } from '../../i18n';
import { useKeptCaret } from '../../ui';
import { editAct, type EditAct } from './keys';
import type { CauseNode } from './tree';
import { splitHeld, type TypeAhead } from './typeAhead';

/** The words of one cause, typed where they stand. Keys that make or move causes are acts. */
export function NodeEditor({
  review,
  node,
  rev,
  typeAhead,
  onAct,
  onPasteList,
  onLeft,
}: {
  review: string;
  node: CauseNode;
  rev: number;
  typeAhead: TypeAhead;
  /** `waiting` are keys that were pressed before the field was there. */
  onAct: (act: EditAct, text: string, waiting?: string) => void;
  onPasteList: (text: string) => void;
  /** The focus went elsewhere. */
  onLeft: (text: string) => void;
}) {
  const saved = useSavedText({ review, path: `causes/${node.id}/text`, value: node.text, rev });
  const hold = useKeptCaret(saved.text);
  const field = useRef<HTMLTextAreaElement>(null);
  const notes = useRef<HTMLDivElement>(null);
  /** The cursor goes behind held words once they stand in the field; before, it would stay in front. */
  const toEnd = useRef(false);
  /** Where the cursor was: WebKitGTK puts it in front when a field that was moved is focused anew. */
  const cursor = useRef<[number, number] | null>(null);
  const keepCursor = (el: HTMLTextAreaElement) => {
    cursor.current = [el.selectionStart, el.selectionEnd];
  };
  const focusAgain = (el: HTMLTextAreaElement) => {
    el.focus();
    if (cursor.current) el.setSelectionRange(...cursor.current);
  };
  const latest = useRef({ saved, onAct, onLeft });
  useEffect(() => {
    latest.current = { saved, onAct, onLeft };
  });

  useLayoutEffect(() => {
    const el = field.current;
    if (!el) return;
    el.focus();
    el.setSelectionRange(0, el.value.length);
  }, []);
  // What was typed before the field stood here belongs into it.
  useEffect(() => {
    let held = typeAhead.take();
    let text = '';
    while (held !== '') {
      const part = splitHeld(held);
      text += part.text;
      if (text !== '') latest.current.saved.onChange(text);
      held = part.act === null ? '' : part.rest;
      if (part.act === 'after') {
        latest.current.saved.onBlur();
        latest.current.onAct(text === '' ? 'leave' : 'after', text, part.rest);
        return;
      }
      if (part.act === 'leave') {
        latest.current.saved.onBlur();
        latest.current.onAct('leave', text);
        return; // what came after it was not meant for this field
      }
      if (part.act !== null) latest.current.onAct(part.act, text);
    }
    toEnd.current = text !== '';
  }, [typeAhead]);
  // A row that moved in the list was taken out of the page for a moment.
  useLayoutEffect(() => {
    const el = field.current;
    if (el && document.activeElement === document.body) focusAgain(el);
  });
  useLayoutEffect(() => {
    const el = field.current;
    if (!el) return;
    el.style.height = '0';
    el.style.height = `${el.scrollHeight}px`;
    if (!toEnd.current || el.value === '') return;
    toEnd.current = false;
    el.setSelectionRange(el.value.length, el.value.length);
  }, [saved.text]);

  function onBlur() {
    saved.onBlur();
    // Taken out and put back is not left; nor is a window that went behind another.
    window.setTimeout(() => {
      const el = field.current;
      const now = document.activeElement;
      if (el && document.hasFocus() && now !== el && !notes.current?.contains(now)) {
        if (now === document.body) focusAgain(el);
        else latest.current.onLeft(latest.current.saved.now());
      }
    });
  }

  return (
    <div className="cause-editor-frame">
      <textarea
        ref={field}
        className="cause-editor"
        rows={1}
        aria-label={t(node.depth === 0 ? 'causes.editor.effect' : 'causes.editor')}
        placeholder={t(node.depth === 0 ? 'causes.editor.effectHint' : 'causes.editor.hint')}
        value={saved.text}
        onChange={(e) => {
          keepCursor(e.currentTarget);
          hold(e);
          saved.onChange(e.target.value.replaceAll('\n', ' '));
        }}
        onSelect={hold}
        onKeyUp={(e) => keepCursor(e.currentTarget)}
        onBlur={onBlur}
        onKeyDown={(e) => {
          if (e.nativeEvent.isComposing) return;
          const el = e.currentTarget;
          const marked = el.selectionStart !== el.selectionEnd;
          // Held words may not be drawn yet: the field is empty then, and what is typed is not.
          const text = saved.now();
          const act = editAct(pressOf(e), {
            isEmpty: text === '',
            atTop: !marked && el.selectionStart === 0,
            atEnd: !marked && el.selectionEnd === el.value.length,
          });
          if (!act) return;
          e.preventDefault();
          e.stopPropagation();
          saved.onBlur();
          onAct(act, text);
        }}
        onPaste={(e) => {
          const text = e.clipboardData.getData('text/plain');
          if (!/\n\s*\S/.test(text.trim())) return;
          e.preventDefault();
          onPasteList(text);
        }}
      />
      <div ref={notes}>
        <SavedTextNotes saved={saved} />
      </div>
    </div>
  );
}
