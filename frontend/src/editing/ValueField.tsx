import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { trackRefused } from '../backend';
import { t } from '../i18n';
import { Combobox, TextField } from '../ui';
import { useDraft } from './drafts';
import './editing.css';
import { useReviewPlace } from './place';
import { keepUnsaved } from './unsaved';
import { useTimeCheck, type TimeField } from './useTimeCheck';
import { sentenceOf } from './useWrite';

type Given = {
  /** The name of the value, for the screen reader and its field. */
  label: string;
  /** What the field begins with. */
  text: string;
  /** How the value is shown at rest. */
  children: ReactNode;
  /** The value as stored, where it is more than its text: what its writer has seen. */
  seen?: unknown;
  /**
   * Rejects when the text cannot be kept; it then stays in the field. `seen` is the
   * value that what was typed stands against: another may have arrived since.
   */
  save: (text: string, seen: unknown) => Promise<unknown>;
  help?: string | undefined;
  placeholder?: string | undefined;
  /** Read only: the value without the way into its field. */
  off?: boolean | undefined;
  /** Shown as the typed text is read as a time for this field of a review. */
  timeOf?: TimeField | undefined;
  /** Path of the value in its review, by which its history is found. */
  place?: string | undefined;
  /** Offered while somebody types. */
  options?: readonly string[] | undefined;
  className?: string | undefined;
  /** Takes one value after the other: Enter saves and waits for the next, on nothing it closes. */
  lines?: boolean | undefined;
};

/**
 * A value that becomes a field when it is touched: a press, Enter or F2. Enter
 * and leaving save, Escape gives back what was there. A text that cannot be kept
 * stays in the field under a sentence that says why.
 */
export function ValueField(props: Given) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const backTo = useRef(false);
  useEffect(() => {
    if (!open && backTo.current) opener.current?.focus();
    backTo.current = false;
  }, [open]);

  if (props.off) return <span className={props.className}>{props.children}</span>;
  if (!open) {
    return (
      <button
        type="button"
        ref={opener}
        data-place={props.place}
        className={`value-button ${props.className ?? ''}`}
        onClick={() => setOpen(true)}
        onKeyDown={(e) => {
          if (e.key !== 'F2') return;
          e.preventDefault();
          setOpen(true);
        }}
      >
        <span className="unseen">{props.label} </span>
        {props.children}
      </button>
    );
  }
  return (
    <div className="at-place" data-place={props.place}>
      <OpenField
        {...props}
        close={(byKey) => {
          backTo.current = byKey;
          setOpen(false);
        }}
      />
    </div>
  );
}

/**
 * The field itself, open. What is typed in it is saved also when it goes with its
 * screen; only Escape gives it up.
 */
export function OpenField(
  props: Omit<Given, 'children' | 'off' | 'className'> & {
    /** byKey: by Enter or Escape, so that the focus should go back to where it came from. */
    close: (byKey: boolean) => void;
    /** As tall as a field of a form. */
    tall?: boolean | undefined;
  },
) {
  const [text, setText] = useState(props.text);
  /** The value that what is typed stands against: it may change while the field is open. */
  const [from, setFrom] = useState({ text: props.text, seen: props.seen ?? props.text });
  const [refused, setRefused] = useState<string>();
  // What came from elsewhere is shown in a field nobody has typed in; leaving it must not take that back.
  if (from.text !== props.text && text === from.text) {
    setFrom({ text: props.text, seen: props.seen ?? props.text });
    setText(props.text);
  }
  const reading = useTimeCheck(props.timeOf, text);
  const review = useReviewPlace();
  const field = useRef<HTMLInputElement>(null);
  const leaving = useRef(false);
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    leaving.current = false;
    return () => {
      here.current = false;
    };
  }, []);
  useEffect(() => {
    const owner = {};
    trackRefused(owner, refused !== undefined);
    return () => trackRefused(owner, false);
  }, [refused]);
  useDraft(() => finish(false, text));

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  // A value that was taken over is marked like the one before: what is typed replaces it.
  useLayoutEffect(() => {
    if (document.activeElement === field.current) field.current?.select();
  }, [from.text]);

  /** True when nothing of it is left to store. */
  async function finish(byKey: boolean, value: string): Promise<boolean> {
    if (leaving.current) return true;
    if (value === props.text) {
      leaving.current = true;
      if (here.current) props.close(byKey);
      return true;
    }
    leaving.current = true;
    try {
      await props.save(value, from.seen);
      if (here.current) props.close(byKey);
      return true;
    } catch (error) {
      leaving.current = false;
      if (here.current) setRefused(sentenceOf(error));
      else keepUnsaved({ review, text: value, error, again: () => props.save(value, from.seen) });
      return false;
    }
  }
  /** Saves a line and leaves the field to the next one; a line that was refused comes back. */
  async function nextLine(line: string): Promise<void> {
    if (!line.trim()) return void finish(true, props.text);
    setText('');
    try {
      await props.save(line, from.seen);
    } catch (error) {
      if (!here.current || field.current?.value.trim()) {
        keepUnsaved({ review, text: line, error, again: () => props.save(line, from.seen) });
        return;
      }
      setText(line);
      setRefused(sentenceOf(error));
    }
  }
  function giveUp() {
    leaving.current = true;
    props.close(true);
  }
  const arrived =
    from.text !== props.text && text !== props.text
      ? props.text
        ? t('editing.arrived', { value: props.text })
        : t('editing.arrivedEmpty')
      : undefined;
  const change = (next: string) => {
    setRefused(undefined);
    setText(next);
  };
  const common = {
    label: props.label,
    hideLabel: true,
    small: !props.tall,
    value: text,
    placeholder: props.placeholder,
    wrong: refused ?? reading.wrong,
    help: arrived ?? reading.reads ?? props.help,
    onChange: change,
  };

  if (props.options) {
    return (
      <Combobox
        {...common}
        ref={field}
        options={props.options}
        onPick={(value) => {
          setText(value);
          void finish(true, value);
        }}
        onEscape={giveUp}
        onLeave={() => void finish(false, text)}
      />
    );
  }
  function onKeyDown(e: KeyboardEvent) {
    if (e.key === 'Enter') void (props.lines ? nextLine(text) : finish(true, text));
    else if (e.key === 'Escape') giveUp();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }
  return (
    <TextField
      {...common}
      ref={field}
      onKeyDown={onKeyDown}
      onBlur={() => void finish(false, text)}
    />
  );
}
