import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';
import { Icon, type IconName } from './icons';
import { Keys } from './Kbd';
import { useKeptCaret } from './keptCaret';

type FieldFrame = {
  /** Always shown above the field. */
  label: string;
  /** Keeps the label for the screen reader only: for a search box in a bar. */
  hideLabel?: boolean | undefined;
  help?: ReactNode;
  /** What happened, what was kept, what to do. Shown amber below the field. */
  wrong?: string | undefined;
};

type FieldParts = { id: string; describedBy: string | undefined; wrong: boolean };

/** Label above, control, help or error below. */
export function Field({
  label,
  hideLabel,
  help,
  wrong,
  children,
}: FieldFrame & { children: (parts: FieldParts) => ReactNode }) {
  const id = useId();
  const note = wrong ?? help;
  return (
    <div className="field">
      <label className={hideLabel ? 'unseen' : 'label field-label'} htmlFor={id}>
        {label}
      </label>
      {children({ id, describedBy: note ? `${id}-note` : undefined, wrong: Boolean(wrong) })}
      {note && (
        <div
          className={`meta field-help ${wrong ? 'wrong' : ''}`}
          id={`${id}-note`}
          role={wrong ? 'alert' : undefined}
        >
          {wrong && <Icon name="warn" />}
          <span>{note}</span>
        </div>
      )}
    </div>
  );
}

function boxClass(wrong: boolean, off: boolean | undefined, small?: boolean) {
  return `input ${small ? 'input-small' : ''} ${wrong ? 'wrong' : ''} ${off ? 'off' : ''}`;
}

export type TextFieldProps = FieldFrame &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange' | 'value'> & {
    value: string;
    onChange: (value: string) => void;
    icon?: IconName | undefined;
    /** The key that comes here, shown in the field while it is empty. */
    keys?: string | undefined;
    small?: boolean | undefined;
    ref?: Ref<HTMLInputElement> | undefined;
  };

export function TextField({
  label,
  hideLabel,
  help,
  wrong,
  value,
  onChange,
  icon,
  keys,
  small,
  onSelect,
  ...rest
}: TextFieldProps) {
  const hold = useKeptCaret(value);
  return (
    <Field label={label} hideLabel={hideLabel} help={help} wrong={wrong}>
      {(f) => (
        <div className={boxClass(f.wrong, rest.disabled, small)}>
          {icon && <Icon name={icon} />}
          <input
            type="text"
            autoComplete="off"
            spellCheck={false}
            {...rest}
            id={f.id}
            aria-describedby={f.describedBy}
            aria-invalid={f.wrong || undefined}
            aria-keyshortcuts={keys}
            value={value}
            onChange={(e) => {
              hold(e);
              onChange(e.target.value);
            }}
            onSelect={(e) => {
              hold(e);
              onSelect?.(e);
            }}
          />
          {keys && value === '' && <Keys keys={keys} />}
        </div>
      )}
    </Field>
  );
}

export function TextArea({
  label,
  hideLabel,
  help,
  wrong,
  value,
  onChange,
  onSelect,
  ...rest
}: FieldFrame &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'onChange' | 'value'> & {
    value: string;
    onChange: (value: string) => void;
    ref?: Ref<HTMLTextAreaElement> | undefined;
  }) {
  const hold = useKeptCaret(value);
  return (
    <Field label={label} hideLabel={hideLabel} help={help} wrong={wrong}>
      {(f) => (
        <div className={boxClass(f.wrong, rest.disabled)}>
          <textarea
            rows={3}
            {...rest}
            id={f.id}
            aria-describedby={f.describedBy}
            aria-invalid={f.wrong || undefined}
            value={value}
            onChange={(e) => {
              hold(e);
              onChange(e.target.value);
            }}
            onSelect={(e) => {
              hold(e);
              onSelect?.(e);
            }}
          />
        </div>
      )}
    </Field>
  );
}

export type Option<V extends string> = { value: V; label: string; icon?: IconName | undefined };

/** One of many, by the engine's own list: it works with every keyboard and reader. */
export function SelectField<V extends string>({
  label,
  hideLabel,
  help,
  wrong,
  value,
  options,
  onChange,
  small,
  ...rest
}: FieldFrame &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id' | 'onChange' | 'value'> & {
    value: V;
    options: readonly Option<V>[];
    onChange: (value: V) => void;
    small?: boolean | undefined;
  }) {
  return (
    <Field label={label} hideLabel={hideLabel} help={help} wrong={wrong}>
      {(f) => (
        <div className={boxClass(f.wrong, rest.disabled, small)}>
          <select
            {...rest}
            id={f.id}
            aria-describedby={f.describedBy}
            value={value}
            onChange={(e) => onChange(e.target.value as V)}
          >
            {options.map((o) => (
              <option key={o.value} value={o.value}>
                {o.label}
              </option>
            ))}
          </select>
        </div>
      )}
    </Field>
  );
}
