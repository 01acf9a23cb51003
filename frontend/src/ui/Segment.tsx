import { useRef, type KeyboardEvent } from 'react';
import type { Option } from './Field';
import { Icon } from './icons';
import { Steady } from './Steady';

/** One of few, all visible. Arrow keys move and choose, as in a group of radio buttons. */
export function Segment<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: V;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
}) {
  const group = useRef<HTMLDivElement>(null);
  const at = options.findIndex((o) => o.value === value);

  function onKeyDown(e: KeyboardEvent) {
    const step =
      e.key === 'ArrowRight' || e.key === 'ArrowDown'
        ? 1
        : e.key === 'ArrowLeft' || e.key === 'ArrowUp'
          ? -1
          : 0;
    if (step === 0) return;
    e.preventDefault();
    const to = (Math.max(at, 0) + step + options.length) % options.length;
    const next = options[to];
    if (!next) return;
    onChange(next.value);
    group.current?.querySelectorAll('button')[to]?.focus();
  }

  return (
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus -- the radios inside take the focus
    <div className="segment" role="radiogroup" aria-label={label} ref={group} onKeyDown={onKeyDown}>
      {options.map((o, i) => (
        <button
          type="button"
          key={o.value}
          className="segment-key"
          role="radio"
          aria-checked={o.value === value}
          tabIndex={i === Math.max(at, 0) ? 0 : -1}
          onClick={() => onChange(o.value)}
        >
          {o.icon && <Icon name={o.icon} />}
          <Steady text={o.label} />
        </button>
      ))}
    </div>
  );
}
