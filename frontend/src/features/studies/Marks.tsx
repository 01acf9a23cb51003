import { useEffect, useRef, useState } from 'react';
import { t } from '../../i18n';
import { Button, IconButton, isDay, Note, SelectField, TextField } from '../../ui';

type Mark = { day: string; kind: string; words: string };

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
const textOf = (marks: readonly Mark[]) =>
  marks
    .filter(begun)
    .map((m) => [m.day.trim(), m.kind, m.words.trim()].filter(Boolean).join(' '))
    .join('\n');
/** Marks are a set: their order says nothing. */
const same = (a: string, b: string) =>
  linesOf(a).toSorted().join('\n') === linesOf(b).toSorted().join('\n');

/** The days on which something else happened: one line each, with what it was. */
export function Marks({
  value,
  wrong,
  disabled,
  onChange,
  onSave,
}: {
  value: string;
  wrong?: string | undefined;
  disabled: boolean;
  onChange: (text: string) => void;
  onSave: (text: string) => void;
}) {
  const [marks, setMarks] = useState<Mark[]>(() => marksOf(value));
  const [told, setTold] = useState(value);
  const [added, setAdded] = useState(0);
  const add = useRef<HTMLButtonElement>(null);
  const last = useRef<HTMLInputElement>(null);
  if (value !== told) {
    setTold(value);
    // Undo, or somebody else, put something else there.
    if (!same(value, textOf(marks))) setMarks(marksOf(value));
  }
  useEffect(() => {
    if (added > 0) last.current?.focus();
  }, [added]);

  // What is no day stays in its field and says so there.
  const leave = (next: readonly Mark[]) => {
    if (next.filter(begun).every((m) => isDay(m.day.trim()))) onSave(textOf(next));
  };
  const put = (next: Mark[], save: boolean) => {
    setMarks(next);
    onChange(textOf(next));
    if (save) leave(next);
  };
  const change = (at: number, part: Partial<Mark>, save = false) =>
    put(
      marks.map((m, i) => (i === at ? { ...m, ...part } : m)),
      save,
    );

  return (
    <fieldset className="study-marks">
      <legend className="label field-label">{t('studies.field.marks')}</legend>
      <p className="meta field-help">{t('studies.help.marks')}</p>
      {marks.length === 0 && <p className="small ink-3">{t('studies.marks.none')}</p>}
      {marks.map((m, i) => {
        const day = m.day.trim();
        const noDay = begun(m) && (day === '' || day.length >= 10) && !isDay(day);
        return (
          <div key={i} className="study-mark">
            <TextField
              ref={i === marks.length - 1 ? last : undefined}
              label={t('studies.marks.day')}
              placeholder={t('governance.datePlace')}
              value={m.day}
              wrong={noDay ? t('studies.noDay') : undefined}
              disabled={disabled}
              onChange={(text) => change(i, { day: text })}
              onBlur={() => leave(marks)}
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
              onBlur={() => leave(marks)}
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
