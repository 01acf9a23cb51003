import type {
  Indicator,
  MeasureClasses,
  MeasureCounts,
  MeasureNumber,
  Measures,
} from '../../backend';
import { formatNumber, t, unbroken } from '../../i18n';

/** The same facts as the picture of an indicator. */
export function IndicatorTable({
  indicator,
  compared,
}: {
  indicator: Indicator;
  compared: boolean;
}) {
  const sides = [
    { name: t('measures.side.now'), side: indicator.now },
    ...(compared ? [{ name: t('measures.side.before'), side: indicator.before }] : []),
  ];
  return (
    <table className="measure-table">
      <caption className="unseen">{indicator.title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('measures.head.period')}</th>
          <th scope="col">{t('measures.col.typical')}</th>
          <th scope="col">{t('measures.col.median')}</th>
          <th scope="col">{t('measures.col.seventyFifth')}</th>
          <th scope="col">{t('measures.col.ninetieth')}</th>
          <th scope="col">{t('measures.col.mean')}</th>
          <th scope="col">{t('measures.col.n')}</th>
        </tr>
      </thead>
      <tbody>
        {sides.map(({ name, side }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{unbroken(side.typical.text)}</td>
            <td>{unbroken(side.median.text)}</td>
            <td>{unbroken(side.seventy_fifth.text)}</td>
            <td>{unbroken(side.ninetieth.text)}</td>
            <td>{unbroken(side.mean.text)}</td>
            <td className="num">{formatNumber(side.n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function limit(n: number | null): string {
  return n === null ? '' : formatNumber(n, { maximumSignificantDigits: 3 });
}

/** The same facts as the chart of counts. */
export function CountsTable({ counts }: { counts: MeasureCounts }) {
  const between = counts.interval === 'between';
  return (
    <table className="measure-table">
      <caption className="unseen">{t('measures.counts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('measures.head.period')}</th>
          {!between && <th scope="col">{t('measures.head.incidents')}</th>}
          <th scope="col">{between ? t('measures.col.days') : t('measures.col.rate')}</th>
          <th scope="col">{t('measures.col.limits')}</th>
          <th scope="col">{t('measures.head.state')}</th>
        </tr>
      </thead>
      <tbody>
        {counts.rows.map((r) => (
          <tr key={r.key}>
            <th scope="row">{r.label}</th>
            {!between && <td className="num">{formatNumber(r.count)}</td>}
            <td className="num">{limit(r.value)}</td>
            <td className="num">
              {r.upper === null
                ? ''
                : t('measures.limits', { from: limit(r.lower), to: limit(r.upper) })}
            </td>
            <td>{r.text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The same facts as the bars of severities or services, and what was before. */
export function ClassesTable({
  classes,
  compared,
}: {
  classes: MeasureClasses;
  compared: boolean;
}) {
  return (
    <table className="measure-table">
      <caption className="unseen">{classes.title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('measures.head.class')}</th>
          <th scope="col">{t('measures.side.now')}</th>
          <th scope="col">{t('measures.col.n')}</th>
          {compared && <th scope="col">{t('measures.side.before')}</th>}
          {compared && <th scope="col">{t('measures.col.n')}</th>}
        </tr>
      </thead>
      <tbody>
        {classes.rows.map((r) => (
          <tr key={r.key}>
            <th scope="row">{r.name}</th>
            <td>{unbroken(r.now.text)}</td>
            <td className="num">{formatNumber(r.now.n)}</td>
            {compared && <td>{unbroken(r.before.text)}</td>}
            {compared && <td className="num">{formatNumber(r.before.n)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The same facts as the picture of all changes. */
export function ChangesTable({ doc }: { doc: Measures }) {
  const rows = [
    ...doc.indicators.map((i) => ({ key: i.key, title: i.title, of: i })),
    { key: 'counts', title: t('measures.counts'), of: doc.counts },
  ];
  return (
    <table className="measure-table">
      <caption className="unseen">{t('measures.changes')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('measures.head.measure')}</th>
          <th scope="col">{t('measures.head.ratio')}</th>
          <th scope="col">{t('measures.head.verdict')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, title, of }) => (
          <tr key={key}>
            <th scope="row">{title}</th>
            <td>{of.change.text}</td>
            <td>{of.verdict.word}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A value with the reviews it rests on. */
export function said(value: MeasureNumber, n: number): string {
  if (n === 0) return t('measures.no_cases');
  return t('measures.typical', { value: unbroken(value.text), n: formatNumber(n) });
}
