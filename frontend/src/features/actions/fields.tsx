import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { trackRefused, type Review, type Written } from '../../backend';
import {
  keepUnsaved,
  SavedTextNotes,
  sentenceOf,
  useDraft,
  useReviewPlace,
  useSavedText,
} from '../../editing';
import { t } from '../../i18n';
import { TextArea, TextField } from '../../ui';

type Bound = {
  review: Review;
  path: string;
  value: string;
  label: string;
  help?: string | undefined;
};

/** One line of text, saved as it is typed. */
export function SavedLine({
  review,
  path,
  value,
  label,
  help,
  options,
  readOnly,
  onDone,
}: Bound & {
  /** Words that may be meant; anything else may be written too. */
  options?: readonly string[];
  readOnly: boolean;
  /** Enter: the field is done. */
  onDone: () => void;
}) {
  const list = useId();
  const saved = useSavedText({ review: review.ref, path, value, rev: review.rev });
  return (
    <div data-field={path.split('/').at(-1)} data-place={path}>
      <TextField
        label={label}
        help={help}
        value={saved.text}
        readOnly={readOnly}
        onChange={saved.onChange}
        onBlur={saved.onBlur}
        {...(options && options.length > 0 ? { list } : {})}
        onKeyDown={(e) => {
          if (e.key !== 'Enter' && e.key !== 'Escape') return;
          e.preventDefault();
          saved.onBlur();
          onDone();
        }}
      />
      <Offers id={list} options={options} />
      <SavedTextNotes saved={saved} />
    </div>
  );
}

/** About as many lines as the text takes in the pane; a longer text scrolls. */
function linesOf(text: string): number {
  const lines = text.split('\n').map((line) => Math.ceil((line.length + 1) / 36));
  return Math.min(
    8,
    lines.reduce((sum, n) => sum + n, 0),
  );
}

/** A few lines of text, saved as they are typed. Escape, or Enter where `oneLine`, ends. */
export function SavedLines({
  review,
  path,
  value,
  label,
  help,
  rows = 2,
  oneLine = false,
  readOnly,
  onDone,
}: Bound & { rows?: number; oneLine?: boolean; readOnly: boolean; onDone: () => void }) {
  const saved = useSavedText({ review: review.ref, path, value, rev: review.rev });
  function onKeyDown(e: KeyboardEvent) {
    if (e.nativeEvent.isComposing) return;
    if (e.key !== 'Escape' && !(oneLine && e.key === 'Enter')) return;
    e.preventDefault();
    saved.onBlur();
    onDone();
  }
  return (
    <div data-field={path.split('/').at(-1)} data-place={path}>
      <TextArea
        label={label}
        help={help}
        rows={Math.max(rows, linesOf(saved.text))}
        value={saved.text}
        readOnly={readOnly}
        onChange={saved.onChange}
        onBlur={saved.onBlur}
        onKeyDown={onKeyDown}
      />
      <SavedTextNotes saved={saved} />
    </div>
  );
}

/**
 * One line that is saved as a whole when the field is left, also with its screen or
 * the window. What is refused stays in the field with the reason, and the stored
 * value stays what it was.
 */
export function WholeLine({
  field,
  label,
  help,
  value,
  seen = value,
  rev,
  options,
  save,
  readOnly,
  onDone,
}: {
  /** Of the action. */
  field: string;
  label: string;
  help: string;
  value: string;
  /** Words that may be meant; anything else may be written too. */
  options?: readonly string[];
  /** The value as stored, where it is more than its text. */
  seen?: unknown;
  /** Of the review that the value comes from. */
  rev: number;
  /** Rejects with the reason. `seen` is what stood there when somebody began to type. */
  save: (text: string, seen: unknown) => Promise<Written>;
  readOnly: boolean;
  onDone: () => void;
}) {
  const list = useId();
  const [typed, setTyped] = useState<string | null>(null);
  /** What stood there when somebody began to type. */
  const [from, setFrom] = useState<{ value: string; seen: unknown }>({ value, seen });
  /** What was sent last, until it has come back to the field; the revision once it is stored. */
  const [kept, setKept] = useState<{ text: string; rev: number } | null>(null);
  if (kept && (value === kept.text ? from.value !== value : rev >= kept.rev)) {
    // One's own words are no news: what is typed on stands against them from here on.
    if (value === kept.text || rev === kept.rev) setFrom({ value, seen });
    setKept(null);
  }
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const review = useReviewPlace();
  const sent = useRef<string | null>(null);
  const queue = useRef<Promise<boolean>>(Promise.resolve(true));
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  useEffect(() => {
    const owner = {};
    trackRefused(owner, wrong !== undefined);
    return () => trackRefused(owner, false);
  }, [wrong]);

  /** True when nothing of it is left to store. */
  function keep(): Promise<boolean> {
    const text = typed?.trim();
    // A blur that follows Enter waits for the same save, and does not send it again.
    if (text === undefined || text === sent.current) return queue.current;
    if (kept ? text === kept.text : text === value) {
      if (kept?.rev === Infinity) return queue.current; // still on its way: it may come back refused
      setTyped(null);
      setWrong(undefined);
      return queue.current;
    }
    sent.current = text;
    setKept({ text, rev: Infinity });
    // One after the other: what was typed last is to stand.
    queue.current = queue.current
      .then(() => save(text, from.seen))
      .then(
        (written) => {
          if (!here.current) return true;
          setKept((now) => (now?.text === text ? { text, rev: written.rev } : now));
          // What was typed since is another text.
          setTyped((now) => (now?.trim() === text ? null : now));
          setWrong(undefined);
          return true;
        },
        (error: unknown) => {
          if (here.current) {
            setKept((now) => (now?.text === text ? null : now));
            setWrong(sentenceOf(error));
          } else keepUnsaved({ review, text, error, again: () => save(text, from.seen) });
          return false;
        },
      );
    return queue.current;
  }
  useDraft(keep);
  const arrived =
    typed === null || from.value === value || typed.trim() === value
      ? undefined
      : value
        ? t('editing.arrived', { value })
        : t('editing.arrivedEmpty');

  return (
    <div data-field={field}>
      <TextField
        label={label}
        help={arrived ?? help}
        wrong={wrong}
        value={typed ?? kept?.text ?? value}
        readOnly={readOnly}
        {...(options && options.length > 0 ? { list } : {})}
        onChange={(text) => {
          sent.current = null;
          if (typed === null) setFrom({ value, seen });
          setTyped(text);
        }}
        onBlur={() => void keep()}
        onKeyDown={(e) => {
          if (e.key === 'Escape') {
            e.preventDefault();
            setTyped(null);
            setWrong(undefined);
            onDone();
          } else if (e.key === 'Enter') {
            e.preventDefault();
            void keep().then((ok) => {
              if (ok) onDone();
            });
          }
        }}
      />
      <Offers id={list} options={options} />
    </div>
  );
}

/** The words a field offers while somebody types. */
function Offers({ id, options }: { id: string; options: readonly string[] | undefined }) {
  if (!options || options.length === 0) return null;
  return (
    <datalist id={id}>
      {options.map((o) => (
        <option key={o} value={o} />
      ))}
    </datalist>
  );
}
