import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import {
  useBackend,
  useIncidentsKnown,
  useNumberSetting,
  useSetting,
  type MeasureFormat,
  type MeasureQuery,
} from '../../backend';
import { useCommandContext, useCommands } from '../../commands';
import { flushTexts, IssueDialog, useWrite } from '../../editing';
import { formatDate, t, tAny, tn } from '../../i18n';
import {
  Bar,
  Button,
  EmptyState,
  ErrorNote,
  Panes,
  showToast,
  useMedia,
  wideWindow,
} from '../../ui';
import { usePictureWidth } from '../../painter';
import { ClassesBlock, CountsBlock, IndicatorBlock } from './Blocks';
import { Cases } from './Cases';
import { Changes, Rules, Suppose } from './Changes';
import { Filters, type Look } from './Filters';
import './measures.css';
import { pointsOf, type Point } from './points';
import { UntilDialog } from './UntilDialog';
import { SaveMenu, saves, trends } from './SaveMenu';
import {
  changesKey,
  countsKey,
  useMeasureCases,
  useMeasurePictures,
  useMeasuresRead,
} from './useMeasures';

// Coming back from a review, the measures are as they were left.
let remembered: { query: Omit<MeasureQuery, 'period'>; at: string } = {
  query: { interval: '', cycle: '', severities: [], service: '', calendar: '' },
  at: 'detect',
};

const firstPeriod = '12m';
/** Of a chart, in px. */
const widest = 1040;
const everything: MeasureQuery = {
  period: firstPeriod,
  interval: '',
  cycle: '',
  severities: [],
  service: '',
  calendar: '',
};
const lookOf = (text: string): Look => (text === 'course' || text === 'table' ? text : 'spread');

/**
 * How incidents went: times between moments and incidents per period, with their intervals.
 * `paper` shows the report of the period in the place of the figures.
 */
export function Measures({
  tabs,
  paper,
}: {
  tabs?: ReactNode;
  paper: (query: MeasureQuery, onClose: () => void) => ReactNode;
}) {
  const backend = useBackend();
  const navigate = useNavigate();
  const write = useWrite();
  const wide = useMedia(wideWindow);
  const [right, setRight] = useNumberSetting('pane.measures.right', wide ? 400 : 312);
  const [period, setPeriod] = useSetting('measures.period', firstPeriod);
  const [lookText, setLook] = useSetting('measures.look', 'spread');
  const [rest, setRest] = useState(remembered.query);
  const [at, setAt] = useState(remembered.at);
  const [only, setOnly] = useState<readonly string[] | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const [on, setOn] = useState<string | null>(null);
  const [issuing, setIssuing] = useState(false);
  const [saying, setSaying] = useState(false);
  const [reading, setReading] = useState(false);
  const blocks = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);

  // Home leads here for the period of a report that is due.
  const asked = useLocation({
    select: (l) => new URLSearchParams(l.searchStr).get('period') ?? '',
  });
  useEffect(() => {
    if (asked === '') return;
    setPeriod(asked);
    void navigate({ to: '/measures', replace: true });
  }, [asked, setPeriod, navigate]);

  useEffect(() => {
    remembered = { query: rest, at };
  }, [rest, at]);

  // From the report the keyboard goes back to the figures.
  const wasReading = useRef(false);
  useEffect(() => {
    if (wasReading.current && !reading)
      blocks.current?.querySelector<HTMLElement>('.measure.is-on [data-measure]')?.focus();
    wasReading.current = reading;
  }, [reading]);

  const look = lookOf(lookText);
  const kind = look === 'course' ? 'course' : 'spread';
  const query: MeasureQuery = { ...rest, period };
  const read = useMeasuresRead(query);
  const doc = read.data;
  const known = useIncidentsKnown(doc !== undefined && doc.register !== '');
  const width = usePictureWidth(blocks, widest, doc !== undefined && doc.total > 0);
  const pictures = useMeasurePictures(query, kind, width);
  const cases = useMeasureCases(query, at);
  const keys = [
    ...(doc?.indicators.map((i) => i.key) ?? []),
    countsKey,
    ...(doc?.classes.map((c) => c.key) ?? []),
  ];
  const points = doc ? pointsOf(doc, at, cases.data, look === 'course') : [];
  const point = points.findIndex((p) => p.id === on);

  function choose(key: string) {
    setAt(key);
    setOnly(null);
    setPicked(null);
    setOn(null);
  }
  function narrow({ period: next, ...others }: MeasureQuery) {
    setPeriod(next);
    setRest(others);
    setOnly(null);
    setOn(null);
  }
  function pick(key: string, id: string) {
    if (key !== at) choose(key);
    setOn(id);
    const rows =
      key === countsKey ? doc?.counts.rows : doc?.classes.find((c) => c.key === key)?.rows;
    const row = rows?.find((r) => r.key === id);
    setOnly(row ? row.refs : null);
    setPicked(row ? null : id);
  }
  function clear() {
    setOn(null);
    setOnly(null);
  }
  /** To the next point of the chosen measure; the list beside it goes along. */
  function step(by: 1 | -1) {
    const from = point < 0 ? (by > 0 ? -1 : points.length) : point;
    const next = points[Math.min(points.length - 1, Math.max(0, from + by))];
    if (!next) return;
    pick(at, next.id);
    blocks.current?.querySelector('.measure.is-on')?.scrollIntoView({ block: 'nearest' });
  }
  function open({ refs: [ref] }: Point) {
    if (ref === undefined) return;
    void navigate({ to: '/reviews/$ref/$tab', params: { ref, tab: 'overview' } });
  }
  function reveal(key: string) {
    choose(key);
    focus(key);
  }
  function focus(key: string) {
    const button = blocks.current?.querySelector<HTMLElement>(`[data-measure="${key}"]`);
    button?.focus();
    button?.closest('.measure')?.scrollIntoView({ block: 'nearest' });
  }
  function go(step: 1 | -1) {
    const next = keys[Math.min(keys.length - 1, Math.max(0, keys.indexOf(at) + step))];
    if (next === undefined) return;
    reveal(next);
  }
  async function save(format: MeasureFormat, all: boolean) {
    const of = all ? '' : at;
    const file = await write(() => backend.measures.exportView(query, of, kind, format));
    if (!file?.path) return; // the person closed the dialog
    const name = file.path.split(/[/\\]/).at(-1) ?? file.path;
    showToast({ icon: 'file', text: t('measures.saved', { name }) });
  }

  async function trend(what: (typeof trends)[number]['id']) {
    if (what === 'issue') {
      setIssuing(true);
      return;
    }
    if (what === 'show') {
      setReading(true);
      return;
    }
    // What was typed a moment ago, such as the state of an action, belongs to it.
    await flushTexts();
    if (what === 'view') {
      await write(() => backend.reports.viewTrend(query));
      return;
    }
    const file = await write(() => backend.reports.trend(query, what));
    if (!file?.path) return; // the person closed the dialog
    showToast({
      icon: 'file',
      text: t('measures.saved', { name: file.path.split(/[/\\]/).at(-1) ?? file.path }),
      act: {
        label: t('report.open'),
        run: () => void write(() => backend.reports.open(file.path)),
      },
    });
  }

  const there = doc !== undefined && doc.total > 0;
  const figures = there && !reading;
  useCommandContext({ review: null, selection: null });
  useCommands('screen', [
    {
      id: 'measures.next',
      title: 'measures.next',
      keys: ['ArrowDown'],
      group: 'move',
      hidden: true,
      when: () => figures,
      run: () => go(1),
    },
    {
      id: 'measures.previous',
      title: 'measures.previous',
      keys: ['ArrowUp'],
      group: 'move',
      hidden: true,
      when: () => figures,
      run: () => go(-1),
    },
    {
      id: 'measures.order',
      title: look === 'course' ? 'measures.showSpread' : 'measures.showCourse',
      keys: ['v'],
      group: 'see',
      when: () => figures,
      run: () => setLook(look === 'course' ? 'spread' : 'course'),
    },
    {
      id: 'measures.table',
      title: look === 'table' ? 'measures.showSpread' : 'measures.showTable',
      keys: ['t'],
      group: 'see',
      when: () => figures,
      run: () => setLook(look === 'table' ? 'spread' : 'table'),
    },
    {
      id: 'measures.nextPoint',
      title: 'measures.nextPoint',
      keys: ['ArrowRight'],
      group: 'move',
      when: () => figures && points.length > 0,
      run: () => step(1),
    },
    {
      id: 'measures.previousPoint',
      title: 'measures.previousPoint',
      keys: ['ArrowLeft'],
      group: 'move',
      when: () => figures && points.length > 0,
      run: () => step(-1),
    },
    {
      id: 'measures.noPoint',
      title: 'measures.noPoint',
      keys: ['Escape'],
      group: 'move',
      hidden: true,
      when: () => on !== null && !reading,
      run: clear,
    },
    {
      id: 'measures.until',
      title: 'incident.until.ask',
      group: 'write',
      when: () => there && Boolean(known.data?.until),
      run: () => setSaying(true),
    },
    ...saves.map(
      (s) =>
        ({
          id: `measures.save.${s.id}`,
          title: s.title,
          keys: [s.keys],
          icon: 'file',
          group: 'file',
          when: () => there,
          run: () => save(s.format, s.all),
        }) as const,
    ),
    ...trends.map(
      (s) =>
        ({
          id: `measures.trend.${s.id}`,
          title: s.title,
          keys: [s.keys],
          icon: 'file',
          group: 'file',
          when: () => there,
          run: () => trend(s.id),
        }) as const,
    ),
  ]);

  function onKeyDown(e: KeyboardEvent) {
    const button = e.target instanceof HTMLElement && e.target.dataset['measure'];
    if (!button || e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.key === 'Enter' && button === at) {
      e.preventDefault();
      const chosen = points[point];
      if (chosen?.refs.length === 1) open(chosen);
      else list.current?.focus();
    }
  }

  return (
    <div className="screen">
      <Bar
        title={<h1 className="h1">{t('area.measures')}</h1>}
        acts={
          there && (
            <SaveMenu
              onSave={(format, all) => void save(format, all)}
              onTrend={(what) => void trend(what)}
            />
          )
        }
      >
        {doc && there && (
          <span className="meta clip">
            {[
              tn('measures.reviews', doc.here),
              doc.now.text,
              doc.before ? t('measures.comparedWith', { before: doc.before.text }) : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )}
      </Bar>
      {tabs}
      {saying && known.data && <UntilDialog known={known.data} onClose={() => setSaying(false)} />}
      {issuing && (
        <IssueDialog
          title={t('measures.trend.issueTitle')}
          of={['trend']}
          issued={() => backend.reports.issuedTrends()}
          issue={(format, to) => backend.reports.issueTrend(query, format, to)}
          check={(report) => backend.reports.trendMoved(report.fileHash)}
          moved={t('report.issued.trendMoved')}
          same={t('report.issued.trendSame')}
          onClose={() => setIssuing(false)}
        />
      )}
      {read.error ? (
        <ErrorNote
          title={t('measures.broke')}
          text={tAny(read.error.key, read.error.params)}
          retry={() => void read.refetch()}
        >
          <Button onClick={() => narrow(everything)}>{t('measures.anew')}</Button>
        </ErrorNote>
      ) : !doc ? (
        <div className="screen" aria-busy="true" />
      ) : !there ? (
        <EmptyState
          title={t('measures.empty')}
          lead={[t('measures.emptyLead'), ...doc.apart].join(' ')}
          acts={
            <>
              <a href="#/reviews">{t('go.reviews')}</a>
              <a href="#/incidents">{t('go.incidents')}</a>
            </>
          }
        />
      ) : (
        <>
          <Filters
            query={query}
            services={doc.services}
            wholes={doc.periods}
            span={doc.now.text}
            onChange={narrow}
            look={look}
            onLook={setLook}
          />
          {reading ? (
            paper(query, () => setReading(false))
          ) : (
            <Panes
              right={{
                label: t('measures.reviewsBehind'),
                width: right,
                min: 272,
                max: 520,
                onWidth: setRight,
                content: (
                  <Cases
                    behind={cases.data}
                    only={only}
                    onAll={clear}
                    selected={picked}
                    onSelect={(ref) => {
                      setPicked(ref);
                      if (at !== countsKey) setOn(ref);
                    }}
                    listRef={list}
                  />
                ),
              }}
            >
              {/* The buttons inside take the keyboard; Enter on the chosen one goes on to its reviews. */}
              {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
              <div
                className="measures"
                ref={blocks}
                onKeyDown={onKeyDown}
                aria-busy={read.isPlaceholderData}
              >
                {doc.apart.length > 0 && (
                  <p className="meta measure-apart">{doc.apart.join(' ')}</p>
                )}
                {doc.register && (
                  <p className="meta measure-apart">
                    {doc.register} <a href="#/incidents">{t('go.incidents')}</a>{' '}
                    {known.data?.until && (
                      <>
                        {tAny(`incident.until.${known.data.by}`, {
                          day: formatDate(known.data.until),
                        })}{' '}
                        <Button look="quiet" size="small" onClick={() => setSaying(true)}>
                          {t('incident.until.open')}
                        </Button>
                      </>
                    )}
                  </p>
                )}
                {doc.before !== null && (
                  <Changes
                    doc={doc}
                    scene={pictures.data?.[changesKey]}
                    table={look === 'table'}
                    on={at}
                    onPick={reveal}
                  />
                )}
                <Suppose doc={doc} />
                {doc.indicators.map((indicator) => (
                  <IndicatorBlock
                    key={indicator.key}
                    indicator={indicator}
                    compared={doc.before !== null}
                    scene={pictures.data?.[indicator.key]}
                    look={look}
                    selected={indicator.key === at}
                    on={indicator.key === at ? on : null}
                    onSelect={() => choose(indicator.key)}
                    onPick={(id) => pick(indicator.key, id)}
                  />
                ))}
                <CountsBlock
                  counts={doc.counts}
                  suppose={doc.suppose.counts}
                  compared={doc.before !== null}
                  scene={pictures.data?.[countsKey]}
                  look={look}
                  selected={at === countsKey}
                  on={at === countsKey ? on : null}
                  onSelect={() => choose(countsKey)}
                  onPick={(id) => pick(countsKey, id)}
                  interval={query.interval}
                  onInterval={(interval) => narrow({ ...query, interval })}
                  cycle={query.cycle}
                  onCycle={(cycle) => narrow({ ...query, cycle })}
                />
                {doc.classes.map((classes) => (
                  <ClassesBlock
                    key={classes.key}
                    classes={classes}
                    unit={doc.counts.unit}
                    suppose={doc.suppose.classes}
                    compared={doc.counts.before.estimate !== null}
                    scene={pictures.data?.[classes.key]}
                    look={look}
                    selected={at === classes.key}
                    on={at === classes.key ? on : null}
                    onSelect={() => choose(classes.key)}
                    onPick={(id) => pick(classes.key, id)}
                  />
                ))}
                <Rules rules={doc.rules} />
                <p className="unseen" role="status">
                  {points[point] &&
                    t('measures.pointOf', {
                      n: point + 1,
                      of: points.length,
                      name: points[point].name,
                    })}
                </p>
              </div>
            </Panes>
          )}
        </>
      )}
    </div>
  );
}
