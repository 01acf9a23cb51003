import { lazy, Suspense, type ComponentProps } from 'react';
import type { TrendPaper as Trend, RegisterPaper as Register } from '../features/report-preview';
import { ReportWaiting } from '../features/report-preview/Waiting';

// The code that shows pages is fetched when a report is first looked at.
const LazyTrend = lazy(() =>
  import('../features/report-preview').then((m) => ({ default: m.TrendPaper })),
);
const LazyRegister = lazy(() =>
  import('../features/report-preview').then((m) => ({ default: m.RegisterPaper })),
);

/** The report of a period as paper. */
export function TrendPaper(asked: ComponentProps<typeof Trend>) {
  return (
    <Suspense fallback={<ReportWaiting />}>
      <LazyTrend {...asked} />
    </Suspense>
  );
}

/** A register as paper. */
export function RegisterPaper(asked: ComponentProps<typeof Register>) {
  return (
    <Suspense fallback={<ReportWaiting />}>
      <LazyRegister {...asked} />
    </Suspense>
  );
}
