import type { ReactNode } from 'react';

/** One thing that can be set or looked up: what it is at the left, what it is now at the right. */
export function SettingRow({
  label,
  help,
  children,
}: {
  label: string;
  help?: string;
  children: ReactNode;
}) {
  return (
    <div className="settings-row">
      <div>
        <div>{label}</div>
        {help && <p className="meta">{help}</p>}
      </div>
      <div>{children}</div>
    </div>
  );
}
