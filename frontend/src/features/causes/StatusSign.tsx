import type { ReactNode } from 'react';

// The signs of the drawings, in their measures: what stands in the outline and
// what ends a line are the same thing.
const shapes: Record<string, ReactNode> = {
  supported: <circle className="solid" cx="8" cy="8" r="4.6" />,
  hypothesis: <circle cx="8" cy="8" r="4.2" />,
  ruled_out: <path d="M12.6 8a4.6 4.6 0 1 1-9.2 0 4.6 4.6 0 0 1 9.2 0ZM4.9 11.1l6.2-6.2" />,
  unknown: (
    <>
      <path d="M5.4 6C5.5 4.2 6.7 3.3 8.2 3.3c1.6 0 2.7 1 2.7 2.4 0 1.9-2.8 2.1-2.8 4.3" />
      <circle className="solid" cx="8.1" cy="12.6" r="1" />
    </>
  ),
};

/** The sign of a status; alone it needs `label`, which becomes its name. */
export function StatusSign({
  status,
  label,
  className = '',
}: {
  status: string;
  label?: string | undefined;
  className?: string | undefined;
}) {
  const known = status in shapes ? status : 'hypothesis';
  return (
    <svg
      className={`icon status-sign ${known === 'unknown' ? 'warn' : ''} ${className}`}
      viewBox="0 0 16 16"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {shapes[known]}
    </svg>
  );
}
