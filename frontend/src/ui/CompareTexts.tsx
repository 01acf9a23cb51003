import { lazy, Suspense } from 'react';
import type { CompareProps } from './CompareEditors';

// Comparing word by word brings the editor; it comes when two texts are looked at.
const CompareEditors = lazy(() =>
  import('./CompareEditors').then((m) => ({ default: m.CompareEditors })),
);

/** Two texts beside each other, with what differs marked. Neither can be changed here. */
export function CompareTexts(props: CompareProps) {
  return (
    <Suspense
      fallback={
        <div className="compare-waiting">
          <pre>{props.left}</pre>
          <pre>{props.right}</pre>
        </div>
      }
    >
      <CompareEditors {...props} />
    </Suspense>
  );
}
