import type { ReactNode } from 'react';

// Four small drawings for the empty list. They show the kind of thing, not data.

function Sketch({ children }: { children: ReactNode }) {
  return (
    <svg className="sketch" viewBox="0 0 150 64" aria-hidden="true">
      {children}
    </svg>
  );
}

export function TimelineSketch() {
  const marks: [number, number][] = [
    [18, 33],
    [58, 33],
    [94, 33],
    [90, 52],
    [130, 52],
  ];
  return (
    <Sketch>
      <rect x="0" y="5" width="40" height="9" style={{ fill: 'var(--ph-0)' }} />
      <rect x="42" y="5" width="48" height="9" style={{ fill: 'var(--ph-2)' }} />
      <rect x="92" y="5" width="58" height="9" style={{ fill: 'var(--ph-3)' }} />
      <path d="M0 33h150M0 52h150" style={{ stroke: 'var(--line-2)' }} />
      {marks.map(([x, y]) => (
        <circle
          key={x}
          cx={x}
          cy={y}
          r="4"
          style={{ fill: 'var(--bg)', stroke: 'var(--ink-3)', strokeWidth: 1.3 }}
        />
      ))}
      <circle cx="38" cy="52" r="5" style={{ fill: 'var(--ink)' }} />
    </Sketch>
  );
}

export function CausesSketch() {
  return (
    <Sketch>
      <path d="M4 32h110" style={{ stroke: 'var(--dg-spine)', strokeWidth: 2.4 }} />
      <path
        d="M90 32 77 5M48 32 35 5M90 32 77 59M48 32 35 59"
        style={{ stroke: 'var(--dg-rib)', strokeWidth: 1.5 }}
      />
      <path
        d="M82 16H58M86 24H66M40 16H18M44 24H26M83 46H62M41 46H20M80 53H64"
        style={{ stroke: 'var(--dg-faint)', strokeWidth: 1.1 }}
      />
      <rect x="112" y="21" width="36" height="22" rx="3" style={{ fill: 'var(--dg-head)' }} />
    </Sketch>
  );
}

export function ActionsSketch() {
  const rows = [
    { y: 8, width: 84, fill: 'none' },
    { y: 24, width: 64, fill: 'none' },
    { y: 40, width: 92, fill: 'var(--ink-3)' },
    { y: 56, width: 72, fill: 'var(--ok)' },
  ];
  return (
    <Sketch>
      {rows.map(({ y, width, fill }) => (
        <g key={y}>
          <circle
            cx="6"
            cy={y}
            r="4.4"
            style={{
              fill,
              stroke: fill === 'var(--ok)' ? fill : 'var(--ink-3)',
              strokeWidth: 1.3,
            }}
          />
          <rect x="20" y={y - 2} width={width} height="4" style={{ fill: 'var(--line-2)' }} />
          <rect x="128" y={y - 2} width="18" height="4" style={{ fill: 'var(--line)' }} />
        </g>
      ))}
    </Sketch>
  );
}

export function ReportSketch() {
  const page = { fill: 'var(--bg-raised)', stroke: 'var(--line-2)' };
  return (
    <Sketch>
      <rect x=".5" y="1" width="47" height="62" style={page} />
      <rect x="57.5" y="1" width="47" height="62" style={page} />
      <path d="M9 12h26M9 18h32M9 24h28" style={{ stroke: 'var(--line-2)', strokeWidth: 2.5 }} />
      <path
        d="M9 36h30M9 42h18M9 48h26M9 54h14"
        style={{ stroke: 'var(--line)', strokeWidth: 2.5 }}
      />
      <path
        d="M64 32h30M86 32 78 17M74 32l-7-15M86 32l-8 15M74 32l-7 15"
        style={{ stroke: 'var(--dg-bone)', strokeWidth: 1.1 }}
      />
      <rect x="91" y="28" width="8" height="8" style={{ fill: 'var(--dg-head)' }} />
    </Sketch>
  );
}
