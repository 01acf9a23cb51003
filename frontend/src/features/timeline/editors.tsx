import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import { useBackend, type Entry, type Review } from '../../backend';
import {
  keepUnsaved,
  OpenField,
  SavedTextNotes,
  sentenceOf,
  statementText,
  statementWords,
  useKeptLine,
  useSavedText,
  useTimeCheck,
} from '../../editing';
import { t, tValue } from '../../i18n';
import { Button, Menu, TextField, useKeptCaret } from '../../ui';
import { kinds, kindSigns, rolesOf, workstreamsOf } from './rows';

/** byKey: the keyboard ended it, so the list gets the focus back. */
type Editing = { review: Review; entry: Entry; onDone: (byKey: boolean) => void };

/** Whether the form still stands when its save ends: by then another may stand in its place. */
function useHere() {
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return here;
}

/** The words of an entry, saved as they are typed. Enter and Escape end it, Shift+Enter breaks the line. */
export function TextEdit({ review, entry, onDone }: Editing) {
  const saved = useSavedText({
    review: review.ref,
    path: `timeline/${entry.id}/text`,
    value: entry.text,
    rev: review.rev,
  });
  const hold = useKeptCaret(saved.text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const el = field.current;
    el?.focus();
    el?.setSelectionRange(el.value.length, el.value.length);
  }, []);
  const grow = useCallback(() => {
    const el = field.current;
    if (!el) return;
    el.style.height = 'auto';
    el.style.height = `${el.scrollHeight}px`;
  }, []);
  useLayoutEffect(grow, [grow, saved.text]);
  // The field gets its width after its first layout.
  useEffect(() => {
    const frame = field.current?.parentElement;
    if (!frame) return;
    const watch = new ResizeObserver(grow);
    watch.observe(frame);
    return () => watch.disconnect();
  }, [grow]);
  const end = () => {
    saved.onBlur();
    onDone(true);
  };
  return (
    <div className="entry-edit">
      <textarea
        ref={field}
        rows={1}
        aria-label={t('timeline.words')}
        value={saved.text}
        spellCheck
        onChange={(e) => {
          hold(e);
          saved.onChange(e.target.value);
        }}
        onSelect={hold}
        onBlur={() => {
          saved.onBlur();
          if (!saved.conflict && saved.error === null) onDone(false);
        }}
        onKeyDown={(e) => {
          if (e.key !== 'Escape' && (e.key !== 'Enter' || e.shiftKey)) return;
          if (e.nativeEvent.isComposing) return;
          e.preventDefault();
          e.stopPropagation();
          end();
        }}
      />
      <SavedTextNotes saved={saved} />
    </div>
  );
}

/** States a time anew. The earlier one stays, struck through, with the reason beside it. */
export function TimeEdit({ review, entry, onDone }: Editing) {
  const backend = useBackend();
  // Typed and not saved, it waits for this form of this entry; the reason stands below the time.
  const kept = useKeptLine(review.ref, `time.${entry.id}`);
  const stated = statementText(entry);
  const [text = stated, reason = ''] = kept.text === '' ? [] : kept.text.split('\n');
  const put = (time: string, why: string) => {
    kept.put(time === stated && !why ? '' : `${time}\n${why}`);
  };
  const [refused, setRefused] = useState<string>();
  const reading = useTimeCheck({ review: review.ref, path: `timeline/${entry.id}/times` }, text);
  const field = useRef<HTMLInputElement>(null);
  const here = useHere();
  const busy = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  function giveUp() {
    kept.put('');
    onDone(true);
  }
  async function save() {
    if (busy.current) return;
    busy.current = true;
    const [time, why] = [text.trim(), reason.trim()];
    const correct = () => backend.reviews.correctTime(review.ref, entry.id, time, why, '');
    try {
      await correct();
      kept.put('');
      if (here.current) onDone(true);
    } catch (error) {
      if (!here.current) {
        const words = [time, why].filter(Boolean).join('\n');
        keepUnsaved({ review: review.ref, text: words, error, again: correct });
        return;
      }
      setRefused(sentenceOf(error));
      field.current?.focus();
    } finally {
      busy.current = false;
    }
  }
  function onKeyDown(e: KeyboardEvent) {
    if (e.key === 'Enter') void save();
    else if (e.key === 'Escape') giveUp();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }
  return (
    <div className="entry-form" role="group" aria-label={t('timeline.time.correct')}>
      <TextField
        ref={field}
        label={t('timeline.time.label')}
        value={text}
        wrong={refused ?? reading.wrong}
        help={reading.reads ?? t('timeline.time.now', { time: statementWords(entry) })}
        onChange={(next) => {
          setRefused(undefined);
          put(next, reason);
        }}
        onKeyDown={onKeyDown}
      />
      <TextField
        label={t('timeline.time.reason')}
        help={t('timeline.time.kept')}
        value={reason}
        onChange={(next) => put(text, next)}
        onKeyDown={onKeyDown}
      />
      <div className="entry-form-acts">
        <Button onClick={() => void save()} keys="Enter">
          {t('timeline.time.save')}
        </Button>
        <Button look="quiet" onClick={giveUp}>
          {t('act.cancel')}
        </Button>
      </div>
    </div>
  );
}

/** Words of an entry that others have too: whose it was, which workstream it belongs to. */
export function SharedWordEdit({
  review,
  entry,
  field,
  onDone,
}: Editing & { field: 'role' | 'workstream' }) {
  const backend = useBackend();
  return (
    <div className="entry-form role">
      <OpenField
        label={t(`timeline.${field}`)}
        text={entry[field] ?? ''}
        options={field === 'role' ? rolesOf(review) : workstreamsOf(review)}
        save={(word, seen) =>
          backend.reviews.setTyped(
            review.ref,
            `timeline/${entry.id}/${field}`,
            JSON.stringify(seen),
            JSON.stringify(word.trim()),
            '',
          )
        }
        close={onDone}
        tall
      />
    </div>
  );
}

/** The kinds with their signs; opens itself where the row is, and ends when it closes. */
export function KindMenu({
  entry,
  onSet,
  onDone,
}: {
  entry: Entry;
  onSet: (kind: string) => void;
  onDone: () => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.querySelector('button')?.click(), []);
  return (
    // The menu gives the focus back to its button when it closes; there it ends.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={frame}
      className="kind-menu"
      onFocus={(e) => {
        // The list itself stands elsewhere in the page; its focus comes by here too.
        if (e.currentTarget.contains(e.target)) onDone();
      }}
    >
      <KindButton entry={entry} onSet={onSet} />
    </div>
  );
}

/** The kind of an entry as a button with its menu. */
export function KindButton({ entry, onSet }: { entry: Entry; onSet: (kind: string) => void }) {
  return (
    <Menu
      label={t('timeline.kind')}
      text={entry.kind ? tValue('entry', entry.kind) : t('timeline.noKind')}
      icon={entry.kind ? kindSigns[entry.kind] : undefined}
      size="small"
      items={[
        ...kinds.map((kind) => ({
          id: kind,
          label: tValue('entry', kind),
          icon: kindSigns[kind],
          ticked: entry.kind === kind,
          onSelect: () => onSet(kind),
        })),
        'line' as const,
        {
          id: 'none',
          label: t('timeline.noKind'),
          ticked: !entry.kind,
          onSelect: () => onSet(''),
        },
      ]}
    />
  );
}
