import type { MeasureCases, Measures } from '../../backend';
import { formatDate, t } from '../../i18n';
import { countsKey } from './useMeasures';

/** One point of a picture: what it is called there, and the reviews behind it. */
export type Point = { id: string; name: string; refs: readonly string[] };

/** The points of a picture from left to right, the period before first where it stands apart. */
export function pointsOf(
  doc: Measures,
  key: string,
  cases: MeasureCases | undefined,
  inOrder: boolean,
): Point[] {
  if (key === countsKey) {
    return doc.counts.rows.map((r) => ({
      id: r.key,
      name: t('measures.point.count', { period: r.label, count: r.count }),
      refs: r.refs,
    }));
  }
  const classes = doc.classes.find((c) => c.key === key);
  if (classes) {
    return classes.rows.map((r) => ({
      id: r.key,
      name: t('measures.point.class', { name: r.name, value: r.now.text, unit: doc.counts.unit }),
      refs: r.refs,
    }));
  }
  if (cases?.key !== key) return [];
  const all = cases.cases.filter((c) => !c.left_out);
  const sorted = inOrder
    ? all.toReversed()
    : all.toSorted((a, b) => a.side.localeCompare(b.side) || a.minutes - b.minutes);
  return sorted.map((c) => ({
    id: c.ref,
    name: t('measures.point.case', {
      title: c.title || t('review.untitled'),
      length: c.text,
      day: formatDate(c.day),
    }),
    refs: [c.ref],
  }));
}
