import { useEffect, useRef, useState } from 'react';
import { useKeptLine } from '../../editing';
import { t } from '../../i18n';
import { Button, IconButton, isDay, Note, SelectField, TextField } from '../../ui';

/** `was` is the line of a mark that the study has, while its day is being changed. */
type Mark = { day: string; kind: string; words: string; was?: string | undefined };

/** "2026-03-04 change new cache" taken apart; what is no such line stays as it stands. */
function marksOf(text: string): Mark[] {
  return linesOf(text).map((line) => {
    const [, day = '', kind = '', words = ''] =
      /^(\S*)(?: (change|taxonomy)(?= |$))? ?(.*)$/u.exec(line) ?? [];
    return { day, kind, words };
  });
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter(Boolean);

/** A mark of which nothing is said yet is none. */
const begun = (m: Mark) => m.day.trim() !== '' || m.words.trim() !== '';
const whole = (m: Mark) => isDay(m.day.trim());
const lineOf = (m: Mark) => [m.day.trim(), m.kind, m.words.trim()].filter(Boolean).join(' ');
/** What the study takes: a mark without a day stays there as it was, or is none yet. */
const textOf = (marks: readonly Mark[]) =>
  marks
    .filter(begun)
    .map((m) => (whole(m) ? lineOf(m) : (m.was ?? '')))
    .filter(Boolean)
    .join('\n');
/** Those the study does not take yet, as they are kept on this machine; "" for none. */
const halvesOf = (marks: readonly Mark[]) => {
  const halves = marks.filter((m) => begun(m) && !whole(m));
  return halves.length > 0 ? JSON.stringify(halves) : '';
};
function readHalves(kept: string): Mark[] {
  try {
    return kept ? (JSON.parse(kept) as Mark[]) : [];
  } catch {
    return [];
  }
}
/** The marks of the study, and those that are not whole in place of what they were. */
function together(value: string, kept: string): Mark[] {
  const halves = readHalves(kept);
  const left = marksOf(value);
  for (const h of halves) {
    const at = left.findIndex((m) => h.was !== undefined && lineOf(m) === h.was);
    if (at < 0) left.push({ ...h, was: undefined });
    else left[at] = h;
  }
  return left;
}
/** Marks are a set: their order says nothing. */
const same = (a: string, b: string) =>
  linesOf(a).toSorted().join('\n') === linesOf(b).toSorted().join('\n');

/**
 * The days on which something else happened: one line each, with what it was. Those that are
 * whole are saved; what has no day yet is kept on this machine until it has one.
 */
export function Marks({
  study,
  value,
  wrong,
  disabled,
  onChange,
  onSave,
}: {
  /** Reference of the study. */
  study: string;
  value: string;
  wrong?: string | undefined;
  disabled: boolean;
  onChange: (text: string) => void;
  onSave: (text: string) => void;
}) {
  const { text: kept, put: keep } = useKeptLine(study, 'marks');
  const [marks, setMarks] = useState<Mark[]>(() => together(value, kept));
  const [told, setTold] = useState({ value, kept });
  /** The mark whose day is being typed. */
  const [typing, setTyping] = useState(-1);
  const [added, setAdded] = useState(0);
  const add = useRef<HTMLButtonElement>(null);
  const last = useRef<HTMLInputElement>(null);
  if (value !== told.value || kept !== told.kept) {
    setTold({ value, kept });
    // Undo, or somebody else, put something else there; or what was kept is read.
    const moved = value !== told.value && !same(value, textOf(marks));
    const halves = kept === told.kept ? halvesOf(marks) : kept;
    if (moved || halves !== halvesOf(marks))
      setMarks(together(moved ? value : textOf(marks), halves));
  }
  useEffect(() => {
    if (added > 0) last.current?.focus();
  }, [added]);

  const leave = () => onSave(textOf(marks));
  const put = (next: Mark[], save: boolean) => {
    setMarks(next);
    keep(halvesOf(next));
    onChange(textOf(next));
    if (save) onSave(textOf(next));
  };
  const change = (at: number, part: Partial<Mark>, save = false) =>
    put(
      marks.map((m, i) => (i === at ? { ...m, ...part, was: whole(m) ? lineOf(m) : m.was } : m)),
      save,
    );

  return (
    <fieldset className="study-marks">
      <legend className="label field-label">{t('studies.field.marks')}</legend>
      <p className="meta field-help">{t('studies.help.marks')}</p>
      {marks.length === 0 && <p className="small ink-3">{t('studies.marks.none')}</p>}
      {marks.map((m, i) => {
        const day = m.day.trim();
        const noDay = begun(m) && !whole(m) && (day === '' || day.length >= 10 || i !== typing);
        return (
          <div key={i} className="study-mark">
            <TextField
              ref={i === marks.length - 1 ? last : undefined}
              label={t('studies.marks.day')}
              placeholder={t('governance.datePlace')}
              value={m.day}
              wrong={noDay ? t('studies.noDay') : undefined}
              disabled={disabled}
              onChange={(text) => {
                setTyping(i);
                change(i, { day: text });
              }}
              onBlur={() => {
                setTyping(-1);
                leave();
              }}
            />
            <SelectField
              label={t('studies.marks.kind')}
              value={m.kind}
              disabled={disabled}
              options={[
                ...(m.kind ? [] : [{ value: '', label: t('governance.pick.none') }]),
                { value: 'change', label: t('studies.marks.kind.change') },
                { value: 'taxonomy', label: t('studies.marks.kind.taxonomy') },
              ]}
              onChange={(kind) => change(i, { kind }, true)}
            />
            <TextField
              label={t('studies.marks.words')}
              value={m.words}
              disabled={disabled}
              onChange={(words) => change(i, { words })}
              onBlur={leave}
            />
            <IconButton
              icon="trash"
              label={t('studies.marks.remove', { day: day || String(i + 1) })}
              off={disabled && t('reviews.readOnly')}
              onClick={() => {
                add.current?.focus();
                put(
                  marks.filter((_, x) => x !== i),
                  true,
                );
              }}
            />
          </div>
        );
      })}
      {halvesOf(marks) !== '' && <p className="small ink-2">{t('studies.marks.half')}</p>}
      {wrong && <Note tone="warn">{wrong}</Note>}
      {!disabled && (
        <Button
          ref={add}
          size="small"
          icon="plus"
          onClick={() => {
            setMarks([...marks, { day: '', kind: 'change', words: '' }]);
            setAdded(added + 1);
          }}
        >
          {t('studies.marks.add')}
        </Button>
      )}
    </fieldset>
  );
}
