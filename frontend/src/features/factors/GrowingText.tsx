import type { Ref, TextareaHTMLAttributes } from 'react';
import { useKeptCaret } from '../../ui';

/** A text field as high as its text: a hidden copy of the words gives it its height. */
export function GrowingText({
  value,
  onChange,
  ...rest
}: Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'onSelect' | 'value'> & {
  value: string;
  onChange: (value: string) => void;
  ref?: Ref<HTMLTextAreaElement> | undefined;
}) {
  const hold = useKeptCaret(value);
  return (
    <div className="growing" data-text={`${value} `}>
      <textarea
        rows={1}
        {...rest}
        value={value}
        onChange={(e) => {
          hold(e);
          onChange(e.target.value);
        }}
        onSelect={hold}
      />
    </div>
  );
}
