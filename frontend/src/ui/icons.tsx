import type { ReactNode } from 'react';

// Our own signs on a 16 px grid, drawn with one stroke. "solid" parts are filled,
// "knock" parts are cut out of a filled one.

const shapes = {
  brand: (
    <>
      <path d="M2.5 6.2h7.4v7.4H2.5z" />
      <path className="solid" d="M5.6 2.2h8v8h-1.7V3.9H5.6z" />
    </>
  ),
  home: <path d="M2.5 7.2 8 2.8l5.5 4.4v6H9.7V9.5H6.3v3.7H2.5z" />,
  search: <path d="M11.2 7a4.2 4.2 0 1 1-8.4 0 4.2 4.2 0 0 1 8.4 0ZM10.1 10.1l3.3 3.3" />,
  reviews: <path d="M5.3 5.3h8v8h-8zM2.7 10.7v-8h8M7.6 8h3.3M7.6 10.6h3.3" />,
  chart: <path d="M2.5 2.5v11h11M5 10.2l2.6-3.3 2.3 1.9 3.4-4.6" />,
  library: <path d="M3 3v10M6.4 3v10M9.6 3.2l3.4 9.6" />,
  settings: (
    <path d="M2 4.5h7M12.6 4.5H14M2 11.5h1.4M7 11.5h7M12.5 4.5a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0ZM7 11.5a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0Z" />
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  close: <path d="m3.8 3.8 8.4 8.4M12.2 3.8l-8.4 8.4" />,
  check: <path d="m2.8 8.6 3.3 3.3 7-7.6" />,
  warn: (
    <>
      <path d="M8 2.3 14.2 13H1.8zM8 6.4v3" />
      <circle className="solid" cx="8" cy="11.1" r=".9" />
    </>
  ),
  info: (
    <>
      <path d="M13.8 8A5.8 5.8 0 1 1 2.2 8a5.8 5.8 0 0 1 11.6 0ZM8 7.4v3.5" />
      <circle className="solid" cx="8" cy="5.2" r=".9" />
    </>
  ),
  stop: (
    <>
      <path d="M13.8 8A5.8 5.8 0 1 1 2.2 8a5.8 5.8 0 0 1 11.6 0ZM8 4.9v3.8" />
      <circle className="solid" cx="8" cy="10.9" r=".9" />
    </>
  ),
  question: (
    <>
      <path d="M5.4 5.6a2.6 2.6 0 1 1 3.9 2.3c-.9.5-1.3 1-1.3 2" />
      <circle className="solid" cx="8" cy="12.6" r=".9" />
    </>
  ),
  chevronDown: <path d="m3.5 6 4.5 4.3L12.5 6" />,
  chevronRight: <path d="m6 3.5 4.3 4.5L6 12.5" />,
  arrowRight: <path d="M2.8 8h10.4M9.4 4.2 13.2 8l-3.8 3.8" />,
  arrowLeft: <path d="M13.2 8H2.8M6.6 4.2 2.8 8l3.8 3.8" />,
  arrowUp: <path d="M8 13.2V2.8M4.2 6.6 8 2.8l3.8 3.8" />,
  arrowDown: <path d="M8 2.8v10.4M4.2 9.4 8 13.2l3.8-3.8" />,
  more: (
    <>
      <circle className="solid" cx="3.4" cy="8" r="1.1" />
      <circle className="solid" cx="8" cy="8" r="1.1" />
      <circle className="solid" cx="12.6" cy="8" r="1.1" />
    </>
  ),
  trash: <path d="M2.8 4.4h10.4M6.2 4.2V2.6h3.6v1.6M4.2 4.6l.6 8.8h6.4l.6-8.8M6.8 7v4M9.2 7v4" />,
  restore: <path d="M3 8a5 5 0 1 0 1.7-3.8L2.8 6M2.8 2.8V6H6" />,
  undo: <path d="M5.6 3 2.8 5.8l2.8 2.8M3 5.8h6.4a3.6 3.6 0 0 1 0 7.2H6.2" />,
  redo: <path d="m10.4 3 2.8 2.8-2.8 2.8M13 5.8H6.6a3.6 3.6 0 0 0 0 7.2h3.2" />,
  bringIn: <path d="M8 2.2v7.4M4.8 6.6 8 9.8l3.2-3.2M2.6 10.6v2.8h10.8v-2.8" />,
  takeOut: <path d="M8 9.8V2.4M4.8 5.4 8 2.2l3.2 3.2M2.6 10.6v2.8h10.8v-2.8" />,
  picture: <path d="M2.4 3.2h11.2v9.6H2.4zM2.6 11.2l3.6-3.8 2.6 2.6 1.8-1.8 2.8 2.8M10.4 6h.1" />,
  file: <path d="M3.8 2h5.4l3 3v9H3.8zM9 2.2v3h3M6 8.2h4M6 10.8h4" />,
  folder: <path d="M2 4h4.2l1.4 1.6H14v7.2H2z" />,
  clock: <path d="M13.8 8A5.8 5.8 0 1 1 2.2 8a5.8 5.8 0 0 1 11.6 0ZM8 4.6V8l2.4 1.5" />,
  history: <path d="M3 8a5 5 0 1 0 1.7-3.8L2.8 6M2.8 2.8V6H6M8 5.4V8l1.9 1.2" />,
  lock: <path d="M3.8 7.2h8.4v6H3.8zM5.6 7V5.2a2.4 2.4 0 0 1 4.8 0V7" />,
  eye: (
    <path d="M1.8 8S4 4 8 4s6.2 4 6.2 4-2.2 4-6.2 4-6.2-4-6.2-4ZM9.7 8a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0Z" />
  ),
  bell: (
    <path d="M8 2.4a3.6 3.6 0 0 1 3.6 3.6c0 3.4 1.2 4.4 1.6 5H2.8c.4-.6 1.6-1.6 1.6-5A3.6 3.6 0 0 1 8 2.4ZM6.8 13.4h2.4" />
  ),
  flag: <path d="M3.6 14V2.4M3.6 2.8h8.6l-1.8 2.8 1.8 2.8H3.6" />,
  play: <path className="solid" d="M4.4 2.8 12.6 8l-8.2 5.2z" />,
  speech: <path d="M2.4 3h11.2v7.6H7.4L4.6 13v-2.4H2.4z" />,
  fork: <path d="M4.2 2.4v11.2M4.2 9.6c0-3 5-1.8 7.2-5.6M11.6 6.6V3.4H8.6" />,
  exchange: <path d="M2.6 5.4h9.6M9.8 2.8l2.6 2.6-2.6 2.6M13.4 10.6H3.8M6.2 8l-2.6 2.6 2.6 2.6" />,
  shield: <path d="M8 2 13 4v4c0 3-2.2 5-5 6-2.8-1-5-3-5-6V4z" />,
  link: (
    <path d="M6.8 9.2 9.2 6.8M7.2 4.8l1.6-1.6a2.8 2.8 0 0 1 4 4l-1.6 1.6M8.8 11.2l-1.6 1.6a2.8 2.8 0 0 1-4-4l1.6-1.6" />
  ),
  hexagon: <path d="M8 2.2 13 5v6l-5 2.8L3 11V5z" />,
  lines: <path d="M2.8 4.4h10.4M2.8 8h10.4M2.8 11.6h6.4" />,
  person: (
    <path d="M10.4 5a2.4 2.4 0 1 1-4.8 0 2.4 2.4 0 0 1 4.8 0ZM3.6 13.6c0-2.6 1.8-4.2 4.4-4.2s4.4 1.6 4.4 4.2" />
  ),
  people: (
    <path d="M7.4 5.2a2 2 0 1 1-4 0 2 2 0 0 1 4 0ZM12.6 5.2a2 2 0 1 1-4 0 2 2 0 0 1 4 0ZM1.8 12.8c0-2.2 1.4-3.6 3.6-3.6s3.4 1.4 3.4 3.6M9.6 9.4c2.6-.6 4.6.8 4.6 3.4" />
  ),
  external: <path d="M7 3.4H3v9.6h9.6V9M9.6 2.8h3.6v3.6M13 3 7.6 8.4" />,
  leaf: <path d="M3 13c.4-6.4 4-9.8 10.2-10 .2 6.6-3 10-8.4 8.8M3 13c1.4-3 3.2-5 6-6.4" />,
  star: <path d="m8 2.4 1.7 3.6 4 .5-2.9 2.7.8 3.9L8 11.2l-3.6 1.9.8-3.9-2.9-2.7 4-.5z" />,
  monitor: <path d="M2 3h12v8H2zM5.6 13.6h4.8M8 11.2v2.2" />,
  keyboard: <path d="M1.8 4h12.4v8H1.8zM4.4 6.6h.1M7 6.6h.1M9.6 6.6h.1M12 6.6h.1M5 9.4h6" />,
  pen: <path d="m3 13 .6-2.8 7.2-7.2 2.2 2.2-7.2 7.2zM9.4 4.4l2.2 2.2" />,
  drag: (
    <>
      <circle className="solid" cx="6" cy="4" r="1" />
      <circle className="solid" cx="10" cy="4" r="1" />
      <circle className="solid" cx="6" cy="8" r="1" />
      <circle className="solid" cx="10" cy="8" r="1" />
      <circle className="solid" cx="6" cy="12" r="1" />
      <circle className="solid" cx="10" cy="12" r="1" />
    </>
  ),
  fit: <path d="M2.4 6V2.4H6M10 2.4h3.6V6M13.6 10v3.6H10M6 13.6H2.4V10" />,
  fishbone: (
    <path d="M1.8 8h9.4M11.2 6h3v4h-3zM8.6 8 6.2 3M8.6 8l-2.4 5M4.8 8 3 4.4M4.8 8 3 11.6" />
  ),
  tree: <path d="M2 3.4h4M4 3.4v9.2h4M4 8h4M9.6 6.6h4.4v2.8H9.6zM9.6 11.2h4.4v2.8H9.6z" />,
  pin: <path d="M5.6 2.4h4.8l-.6 4.2 2.4 2.6H3.8l2.4-2.6zM8 9.4V14" />,
  // signs of state
  dot: <circle className="solid" cx="8" cy="8" r="3.4" />,
  ring: <circle cx="8" cy="8" r="4.6" />,
  half: (
    <>
      <circle cx="8" cy="8" r="4.9" />
      <path className="solid" d="M8 3.1a4.9 4.9 0 0 1 0 9.8z" />
    </>
  ),
  disc: <circle className="solid" cx="8" cy="8" r="5.2" />,
  verified: (
    <>
      <circle className="solid" cx="8" cy="8" r="6" />
      <path className="knock" d="m5.3 8.2 1.9 1.9 3.5-3.9" />
    </>
  ),
  ruledOut: <path d="M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0ZM4.6 11.4l6.8-6.8" />,
  declined: <path d="M13.2 8A5.2 5.2 0 1 1 2.8 8a5.2 5.2 0 0 1 10.4 0ZM5.4 8h5.2" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

export function isIconName(name: string): name is IconName {
  return name in shapes;
}

/** A sign beside a word. Alone it needs `label`, which becomes its name. */
export function Icon({
  name,
  label,
  className = '',
}: {
  name: IconName;
  label?: string | undefined;
  className?: string | undefined;
}) {
  return (
    <svg
      className={`icon ${className}`}
      viewBox="0 0 16 16"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {shapes[name]}
    </svg>
  );
}

const strengthSteps = { weaker: 1, intermediate: 2, stronger: 3 } as const;

/** Three bars: how strongly an action works on the system. */
export function StrengthBars({
  strength,
  label,
}: {
  strength: keyof typeof strengthSteps;
  label: string;
}) {
  return (
    <svg className="icon" viewBox="0 0 16 16" role="img" aria-label={label}>
      {[0, 1, 2].map((i) => (
        <rect
          key={i}
          x={1.5 + i * 4.7}
          y={9.5 - i * 3.2}
          width="3.4"
          height={4 + i * 3.2}
          rx=".8"
          style={{
            stroke: 'none',
            fill: i < strengthSteps[strength] ? 'var(--ink-2)' : 'var(--line-2)',
          }}
        />
      ))}
    </svg>
  );
}
