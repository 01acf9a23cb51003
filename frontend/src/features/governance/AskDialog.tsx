import { useEffect, useRef, useState, type ReactNode } from 'react';
import { parseError } from '../../backend';
import { t, tAny } from '../../i18n';
import { Button, Dialog, Note, SelectField, TextArea, TextField } from '../../ui';
import './ask.css';

export type AskField = {
  name: string;
  label: string;
  help?: string | undefined;
  /** A line where nothing is said. */
  kind?: 'line' | 'lines' | 'date' | 'choice' | 'file';
  options?: readonly { value: string; label: string }[];
  /** Asks for a path, "" for none. */
  choose?: () => Promise<string>;
  /** Whether it is asked at all, with what the other fields say. */
  when?: (values: Asked) => boolean;
};

export type Asked = Readonly<Record<string, string>>;

/** The answer to which of two local times is meant, among the values. */
export const pickField = 'pick';

/** What was typed into dialogs that were left by Escape, until it is saved or given up. */
const leftBehind = new Map<string, Asked>();

const doubtful = ['calendar.local_twice', 'calendar.local_never'];

/**
 * Asks for a few values. What is refused stays to be changed, with the sentence at its
 * field; where the clocks of the zone leave a choice, it is asked for.
 */
export function AskDialog({
  title,
  lead,
  above,
  wide = false,
  act,
  fields,
  initial = {},
  keepAs,
  stopped,
  unready,
  onSave,
  onClose,
}: {
  title: string;
  lead?: string | undefined;
  /** What is decided about, over the fields. */
  above?: ReactNode;
  /** Whether what stands above needs the width of two columns. */
  wide?: boolean;
  act: string;
  fields: readonly AskField[];
  initial?: Asked;
  /** What is typed stands here again when the dialog of this name was left by Escape. */
  keepAs?: string | undefined;
  /** Why it cannot be done any more; what was typed stays to be read. */
  stopped?: string | undefined;
  /** Why nothing can be done with what the fields say so far. */
  unready?: (values: Asked) => string | false;
  /** Throws where the values are not taken. */
  onSave: (values: Asked) => Promise<unknown>;
  onClose: () => void;
}) {
  const [values, setValues] = useState<Asked>(() => ({
    ...initial,
    ...(keepAs ? leftBehind.get(keepAs) : undefined),
  }));
  const [wrong, setWrong] = useState<{ field: string; words: string } | null>(null);
  const [picking, setPicking] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // What stands above may take the keyboard to be scrolled; it begins in the first field.
  useEffect(() => {
    if (above) form.current?.querySelector<HTMLElement>('select, input, textarea')?.focus();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the dialog opens
  }, []);
  const set = (name: string) => (value: string) => {
    setWrong(null);
    setValues((old) => ({ ...old, [name]: value }));
  };
  const refuse = (e: unknown, field = '') => {
    const error = parseError(e);
    const at = error.fields.find((f) => fields.some((x) => x.name === f.name));
    const said = at ?? error.fields[0] ?? error;
    if (doubtful.includes(error.key)) setPicking(true);
    setWrong({ field: at?.name ?? field, words: tAny(said.key, said.params) });
    return '';
  };
  const shown = fields.filter((f) => !f.when || f.when(values));
  const off = stopped ?? (unready?.(values) || undefined);
  const save = async () => {
    if (busy || off) return;
    setBusy(true);
    try {
      // What is asked no more does not count either.
      const told: Record<string, string> = { ...values };
      for (const f of fields) if (!shown.includes(f)) told[f.name] = '';
      await onSave(told);
      if (keepAs) leftBehind.delete(keepAs);
      onClose();
    } catch (e) {
      refuse(e);
      setBusy(false);
    }
  };
  const leave = () => {
    const typed = fields.some((f) => (values[f.name] ?? '') !== (initial[f.name] ?? ''));
    if (keepAs && typed) leftBehind.set(keepAs, values);
    onClose();
  };
  const giveUp = () => {
    if (keepAs) leftBehind.delete(keepAs);
    onClose();
  };
  return (
    <Dialog title={title} className={`ask-dialog ${wide ? 'is-wide' : ''}`} onClose={leave}>
      {stopped && (
        <div role="alert">
          <Note tone="warn">{stopped}</Note>
        </div>
      )}
      {lead && <p className="small ink-2">{lead}</p>}
      {above}
      <form
        ref={form}
        className="ask-form"
        onSubmit={(e) => {
          e.preventDefault();
          void save();
        }}
      >
        {wrong?.field === '' && <Note tone="warn">{wrong.words}</Note>}
        {shown.map((f, i) => {
          const common = {
            label: f.label,
            help: f.help,
            value: values[f.name] ?? '',
            wrong: wrong?.field === f.name ? wrong.words : undefined,
            onChange: set(f.name),
            autoFocus: i === 0,
          };
          if (f.kind === 'choice') {
            return <SelectField key={f.name} {...common} options={f.options ?? []} />;
          }
          if (f.kind === 'lines') return <TextArea key={f.name} {...common} />;
          if (f.kind === 'file') {
            const choose = async () => {
              const path = await f.choose?.().catch((e: unknown) => refuse(e, f.name));
              if (path) set(f.name)(path);
            };
            return (
              <div key={f.name} className="ask-file">
                <TextField {...common} />
                <Button icon="folder" onClick={() => void choose()}>
                  {t('spaces.add.choose')}
                </Button>
              </div>
            );
          }
          return (
            <TextField
              key={f.name}
              {...common}
              {...(f.kind === 'date' && { placeholder: t('governance.datePlace') })}
            />
          );
        })}
        {picking && (
          <SelectField
            label={t('governance.pick')}
            value={values[pickField] ?? ''}
            options={[
              { value: '', label: t('governance.pick.none') },
              { value: 'earlier', label: t('governance.pick.earlier') },
              { value: 'later', label: t('governance.pick.later') },
            ]}
            onChange={set(pickField)}
          />
        )}
        <div className="ask-acts">
          <Button look="quiet" onClick={giveUp}>
            {t('act.cancel')}
          </Button>
          <Button className="safe" look="primary" type="submit" off={off}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
