import type {
  Indicator,
  MeasureClasses,
  MeasureCounts,
  MeasureNumber,
  MeasureVerdict,
} from '../../backend';
import { formatNumber, t, unbroken } from '../../i18n';
import { ScenePicture, type Scene } from '../../painter';
import { Menu, type MenuItem } from '../../ui';
import type { Look } from './Filters';
import { ClassesTable, CountsTable, IndicatorTable, said } from './Tables';

type Block = {
  scene: Scene | undefined;
  look: Look;
  selected: boolean;
  on: string | null;
  onSelect: () => void;
  onPick: (id: string) => void;
};

function Head({
  id,
  title,
  lead,
  verdict,
  selected,
  onSelect,
}: {
  id: string;
  title: string;
  lead: string;
  verdict?: MeasureVerdict;
  selected: boolean;
  onSelect: () => void;
}) {
  return (
    <>
      <div className="measure-head">
        <h2 className="h2" id={`measure-${id}`}>
          <button
            type="button"
            className="measure-title"
            aria-pressed={selected}
            data-measure={id}
            onClick={onSelect}
          >
            {title}
          </button>
        </h2>
        <span className="meta grow clip">{lead}</span>
        {verdict && verdict.code !== 'not_compared' && (
          <strong className="h2">{verdict.word}</strong>
        )}
      </div>
      {verdict?.why && <p className="small ink-2 measure-why">{verdict.why}</p>}
    </>
  );
}

/** One indicator: the word first, then the sentence, the figures and the picture. */
export function IndicatorBlock({
  indicator,
  compared,
  scene,
  look,
  selected,
  on,
  onSelect,
  onPick,
}: Block & { indicator: Indicator; compared: boolean }) {
  const { now, before } = indicator;
  const words = (list: typeof now.left_out) => list.map((l) => l.text).join(' ');
  const notes = [
    words(now.left_out),
    compared && before.left_out.length > 0
      ? t('measures.leftBefore', { value: words(before.left_out) })
      : '',
    ...indicator.notes,
  ].filter(Boolean);
  return (
    <section
      className={`measure ${selected ? 'is-on' : ''}`}
      aria-labelledby={`measure-${indicator.key}`}
    >
      <Head
        id={indicator.key}
        title={indicator.title}
        lead={indicator.moments}
        verdict={indicator.verdict}
        selected={selected}
        onSelect={onSelect}
      />
      <p className="small">{said(now.typical, now.n)}</p>
      {/* The table has these in columns of their own. */}
      {now.spread && look !== 'table' && <p className="small ink-2">{unbroken(now.spread)}</p>}
      {compared && before.n > 0 && (
        <p className="small ink-3">
          {t('measures.wasBefore', { value: said(before.typical, before.n) })}
        </p>
      )}
      {look === 'table' ? (
        <IndicatorTable indicator={indicator} compared={compared} />
      ) : (
        scene &&
        now.n + before.n > 0 && (
          <ScenePicture
            className="measure-picture"
            scene={scene}
            name={t('measures.picture', { name: indicator.title })}
            on={on}
            onPick={onPick}
          />
        )
      )}
      {look === 'course' && <p className="meta">{indicator.course}</p>}
      {notes.length > 0 && <p className="meta">{notes.join(' ')}</p>}
    </section>
  );
}

const cycles = ['week', 'month', 'quarter'] as const;
const cycleKeys = {
  week: 'measures.cycle.week',
  month: 'measures.cycle.month',
  quarter: 'measures.cycle.quarter',
} as const;
const cycleOf = (cycle: string) => cycles.find((c) => c === cycle) ?? 'quarter';

/** Incidents per period. */
export function CountsBlock({
  counts,
  suppose,
  compared,
  scene,
  look,
  selected,
  on,
  onSelect,
  onPick,
  interval,
  onInterval,
  cycle,
  onCycle,
}: Block & {
  counts: MeasureCounts;
  /** What its interval supposes. */
  suppose: string;
  compared: boolean;
  /** As chosen; "" leaves it to the data. */
  interval: string;
  onInterval: (interval: string) => void;
  /** How often somebody looks; "" is each quarter. */
  cycle: string;
  onCycle: (cycle: string) => void;
}) {
  const title = (of: string) =>
    of === 'between'
      ? t('measures.interval.between')
      : (counts.choices.find((c) => c.interval === of)?.title ?? of);
  const rate = (v: MeasureNumber) =>
    t('measures.rateOf', { value: v.text, unit: counts.unit, n: formatNumber(v.n) });
  const advised = t('measures.advised', { name: title(counts.recommended) });
  const items: MenuItem[] = [
    { id: 'advised', label: advised, ticked: interval === '', onSelect: () => onInterval('') },
    'line',
    ...counts.choices.map((c): MenuItem => ({
      id: c.interval,
      label: t('measures.choiceOf', { name: c.title, text: c.text }),
      ticked: interval === c.interval,
      onSelect: () => onInterval(c.interval),
    })),
    {
      id: 'between',
      label: t('measures.interval.between'),
      ticked: interval === 'between',
      onSelect: () => onInterval('between'),
    },
  ];
  return (
    <section className={`measure ${selected ? 'is-on' : ''}`} aria-labelledby="measure-counts">
      <Head
        id="counts"
        title={t('measures.counts')}
        lead={counts.chart}
        verdict={counts.verdict}
        selected={selected}
        onSelect={onSelect}
      />
      <div className="measure-line">
        <p className="small grow">
          {rate(counts.now)}
          {compared && counts.before.estimate !== null && (
            <span className="measure-before ink-3">
              {t('measures.wasBefore', { value: rate(counts.before) })}
            </span>
          )}
        </p>
        <Menu
          label={t('measures.cycle')}
          text={t(cycleKeys[cycleOf(cycle)])}
          size="small"
          items={cycles.map((c): MenuItem => ({
            id: c,
            label: t(cycleKeys[c]),
            ticked: c === cycleOf(cycle),
            onSelect: () => onCycle(c),
          }))}
        />
        <Menu
          label={t('measures.interval')}
          text={interval === '' ? advised : title(interval)}
          size="small"
          items={items}
        />
      </div>
      {look === 'table' ? (
        <CountsTable counts={counts} />
      ) : (
        scene && (
          <ScenePicture
            className="measure-picture"
            scene={scene}
            name={t('measures.picture', { name: t('measures.counts') })}
            on={on}
            onPick={onPick}
          />
        )
      )}
      <p className="meta">{[counts.course, ...counts.notes, suppose].join(' ')}</p>
    </section>
  );
}

/** Incidents parted by severity or by service; no word stands at one of many. */
export function ClassesBlock({
  classes,
  unit,
  suppose,
  compared,
  scene,
  look,
  selected,
  on,
  onSelect,
  onPick,
}: Block & { classes: MeasureClasses; unit: string; suppose: string; compared: boolean }) {
  return (
    <section
      className={`measure ${selected ? 'is-on' : ''}`}
      aria-labelledby={`measure-${classes.key}`}
    >
      <Head
        id={classes.key}
        title={classes.title}
        lead={unit}
        selected={selected}
        onSelect={onSelect}
      />
      {classes.rows.length === 0 ? (
        <p className="small">{t('measures.no_cases')}</p>
      ) : look === 'table' ? (
        <ClassesTable classes={classes} compared={compared} />
      ) : (
        scene && (
          <ScenePicture
            className="measure-picture"
            scene={scene}
            name={t('measures.picture', { name: classes.title })}
            on={on}
            onPick={onPick}
          />
        )
      )}
      {classes.rows.length > 0 && <p className="meta">{[...classes.notes, suppose].join(' ')}</p>}
    </section>
  );
}
