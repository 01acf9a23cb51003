import { useNavigate } from '@tanstack/react-router';
import { useCallback, useRef, useState, type ReactNode } from 'react';
import {
  useBackend,
  useIncidentRows,
  useNumberSetting,
  usePlaces,
  useSetting,
  useWorkspaceInfo,
  type IncidentQuery,
  type IncidentRow,
} from '../../backend';
import { useCommandContext, useCommands } from '../../commands';
import { saveRegister, useWrite } from '../../editing';
import { formatNumber, t, tAny, tn } from '../../i18n';
import {
  Bar,
  Button,
  ErrorNote,
  PaneHead,
  Panes,
  RowList,
  showToast,
  useMedia,
  wideWindow,
} from '../../ui';
import { ColumnHeads } from './ColumnHeads';
import { Days } from './Days';
import { FacetPane } from './FacetPane';
import { ImportsDialog } from './ImportsDialog';
import './incidents.css';
import { IncidentRowView } from './IncidentRowView';
import { LeftHalf } from './LeftHalf';
import { QuarantineDialog } from './QuarantineDialog';
import { everything, narrows, toggled } from './query';
import { SaveMenu, saves, showKeys } from './SaveMenu';
import { NeedReview } from './NeedReview';
import { Nothing } from './Nothing';
import { QuestionDialog } from './QuestionDialog';
import { Tools } from './Tools';
import { UnderWay } from './UnderWay';
import { useBringIn } from './useBringIn';

// Coming back from an incident, the list is as it was left.
let remembered = { query: everything, at: -1 };

const placeKey = (place: number) => String(place);

/**
 * The register: every incident that other tools told of. `assess` asks under which rules one
 * is looked at for notification; `paper` shows the list as a report in its place.
 */
export function Incidents({
  tabs,
  assess,
  paper,
}: {
  tabs?: ReactNode;
  assess: (incident: IncidentRow, onClose: () => void) => ReactNode;
  paper: (query: IncidentQuery, onClose: () => void) => ReactNode;
}) {
  const backend = useBackend();
  const navigate = useNavigate();
  const write = useWrite();
  const wide = useMedia(wideWindow);
  const [density] = useSetting('density', 'comfortable');
  const [width, setWidth] = useNumberSetting('pane.incidents.left', 232);
  const [query, setQueryState] = useState(remembered.query);
  const [at, setAtState] = useState(remembered.at);
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const [open, setOpen] = useState<'imports' | 'quarantine' | null>(null);
  const [reading, setReading] = useState(false);
  const [assessed, setAssessed] = useState<IncidentRow | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const days = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const info = useWorkspaceInfo();
  const locked = (info.data?.readOnly ?? false) && t('reviews.readOnly');
  const { head, rowAt } = useIncidentRows(query, seen.first, seen.last);
  const { taking, leaving, asked, missed, choose, resume, answer, leave, withdraw } = useBringIn();
  const total = head.data?.total ?? 0;
  const places = usePlaces(total);
  // While another list is on its way, nothing is done to a row of the one before.
  const here = at >= 0 && !reading && !head.isPlaceholderData ? rowAt(at) : undefined;
  const waiting = head.data?.waiting ?? 0;
  const filtered = narrows(query);

  const setAt = (place: number) => {
    remembered = { ...remembered, at: place };
    setAtState(place);
  };
  const setQuery = (next: typeof query) => {
    remembered = { query: next, at: -1 };
    setQueryState(next);
    setAtState(-1);
    setSeen({ first: 0, last: 0 });
    list.current?.scrollTo({ top: 0 });
  };
  const onRange = useCallback((first: number, last: number) => setSeen({ first, last }), []);
  const show = (ref: string) => navigate({ to: '/incidents/$ref', params: { ref } });
  const cleared = { ...everything, order: query.order, reverse: query.reverse };

  async function review() {
    if (!here) return;
    const done = await write(() => backend.incidents.startReview(here.id));
    if (!done) return;
    if (done.made) showToast({ icon: 'plus', text: t('incident.reviewBegun', { ref: done.ref }) });
    await navigate({ to: '/reviews/$ref', params: { ref: done.ref } });
  }

  useCommandContext({
    review: null,
    selection: here ? { kind: 'incident', id: here.ref, label: here.number } : null,
  });
  useCommands('screen', [
    {
      id: 'incidents.filter',
      title: 'incident.filter',
      keys: ['/'],
      icon: 'search',
      group: 'see',
      run: () => {
        search.current?.focus();
        search.current?.select();
      },
    },
    {
      id: 'incidents.open',
      title: 'incident.open',
      icon: 'arrowRight',
      group: 'move',
      when: () => here !== undefined,
      run: () => here && show(here.ref),
    },
    {
      id: 'incidents.review',
      title: here?.review ? 'incident.openReview' : 'incident.startReview',
      keys: ['s'],
      icon: 'reviews',
      group: 'write',
      when: (ctx) => here !== undefined && (!ctx.readOnly || here.review !== ''),
      run: review,
    },
    {
      id: 'incidents.assess',
      title: 'obligations.begin',
      keys: ['a'],
      icon: 'calendar',
      group: 'write',
      when: (ctx) => here !== undefined && !ctx.readOnly,
      run: () => setAssessed(here ?? null),
    },
    {
      id: 'incidents.days',
      title: 'incident.daysAsk',
      keys: ['d'],
      icon: 'calendar',
      group: 'see',
      run: () => {
        days.current?.focus();
        days.current?.select();
      },
    },
    {
      id: 'incidents.import',
      title: 'incident.import',
      keys: ['i'],
      icon: 'bringIn',
      group: 'file',
      when: (ctx) => !ctx.readOnly,
      run: choose,
    },
    {
      id: 'incidents.imports',
      title: 'incident.imports',
      keys: ['m'],
      icon: 'history',
      group: 'see',
      run: () => setOpen('imports'),
    },
    {
      id: 'incidents.quarantine',
      title: 'incident.quarantine',
      keys: ['q'],
      icon: 'warn',
      group: 'see',
      run: () => setOpen('quarantine'),
    },
    {
      id: 'incidents.show',
      title: 'incident.save.show',
      keys: [showKeys],
      icon: 'file',
      group: 'see',
      when: () => total > 0,
      run: () => setReading(true),
    },
    ...saves.map(
      ([format, title, key]) =>
        ({
          id: `incidents.save.${format}`,
          title,
          keys: [key],
          icon: 'file',
          group: 'file',
          when: () => total > 0,
          run: () => saveRegister('incidents', format, query),
        }) as const,
    ),
    {
      id: 'incidents.reverse',
      title: 'incident.reverse',
      keys: ['r'],
      icon: 'exchange',
      group: 'see',
      run: () => setQuery({ ...query, reverse: !query.reverse }),
    },
  ]);

  const dialogs = (
    <>
      {asked && <QuestionDialog asked={asked} onAnswer={answer} onClose={leave} />}
      {assessed && assess(assessed, () => setAssessed(null))}
      {open === 'quarantine' && <QuarantineDialog onClose={() => setOpen(null)} />}
      {open === 'imports' && (
        <ImportsDialog
          onClose={() => setOpen(null)}
          onShow={(id) => {
            setOpen(null);
            setQuery({ ...everything, import: id });
          }}
          onResume={(id, path) => {
            setOpen(null);
            resume(id, path);
          }}
          onWithdraw={(id) => {
            setOpen(null);
            withdraw(id);
          }}
        />
      )}
    </>
  );
  const busy = (
    <>
      <UnderWay taking={taking} leaving={leaving} missed={missed} />
      {taking.state !== 'running' && leaving.state !== 'running' && (
        <LeftHalf off={locked} onResume={resume} onWithdraw={withdraw} />
      )}
    </>
  );
  const bar = (
    <Bar
      title={<h1 className="h1">{t('area.incidents')}</h1>}
      acts={
        <>
          {waiting > 0 && head.data?.all !== 0 && (
            <Button look="quiet" icon="warn" keys="q" onClick={() => setOpen('quarantine')}>
              {tn('incident.inQuarantine', waiting)}
            </Button>
          )}
          {total > 0 && (
            <SaveMenu
              onShow={() => setReading(true)}
              onSave={(format) => saveRegister('incidents', format, query)}
            />
          )}
          <Button look="quiet" icon="history" keys="m" onClick={() => setOpen('imports')}>
            {t('incident.importsShort')}
          </Button>
          {head.data?.all !== 0 && (
            <Button icon="bringIn" keys="i" off={locked} onClick={() => void choose()}>
              {t('incident.import')}
            </Button>
          )}
        </>
      }
    >
      <span className="small ink-3 num" role="status">
        {filtered
          ? t('incident.shownOf', {
              shown: formatNumber(total),
              total: formatNumber(head.data?.all ?? 0),
            })
          : tn('incident.count', total)}
      </span>
    </Bar>
  );
  if (head.error)
    return (
      <div className="screen">
        {bar}
        {tabs}
        <ErrorNote
          title={t('incident.broke')}
          text={tAny(head.error.key, head.error.params)}
          retry={() => void head.refetch()}
        />
      </div>
    );
  if (!head.data) return <div className="screen" aria-busy="true" />;
  if (head.data.all === 0)
    return (
      <div className="screen">
        {bar}
        {tabs}
        {busy}
        <Nothing
          waiting={waiting}
          off={locked}
          onQuarantine={() => setOpen('quarantine')}
          onImport={() => void choose()}
        />
        {dialogs}
      </div>
    );
  return (
    <div className="screen">
      {bar}
      {tabs}
      {busy}
      <NeedReview />
      <Panes
        left={{
          label: t('incident.narrow'),
          width,
          onWidth: setWidth,
          content: (
            <>
              <PaneHead title={t('incident.narrow')}>
                {filtered && (
                  <Button look="text" size="small" icon="close" onClick={() => setQuery(cleared)}>
                    {t('incident.showAll')}
                  </Button>
                )}
              </PaneHead>
              <FacetPane
                facets={head.data.facets}
                onToggle={(name, value) => setQuery(toggled(query, name, value))}
                first={
                  <Days
                    from={query.from}
                    to={query.to}
                    firstRef={days}
                    onDays={(bounds) => setQuery({ ...query, ...bounds })}
                  />
                }
                last={
                  <label className="incident-value">
                    <input
                      type="checkbox"
                      checked={query.twice}
                      onChange={() => setQuery({ ...query, twice: !query.twice })}
                    />
                    <span className="incident-value-name">{t('incident.twice')}</span>
                  </label>
                }
              />
            </>
          ),
        }}
      >
        <Tools
          query={query}
          searchRef={search}
          onQuery={setQuery}
          onDown={() => {
            if (total > 0) setAt(Math.max(0, remembered.at));
            list.current?.focus();
          }}
        />
        {total === 0 ? (
          <div className="incident-none">
            <p className="ink-2">{t('incident.noneFit')}</p>
            <Button look="text" onClick={() => setQuery(cleared)}>
              {t('incident.showAll')}
            </Button>
          </div>
        ) : reading ? (
          paper(query, () => setReading(false))
        ) : (
          <>
            {wide && <ColumnHeads query={query} onQuery={setQuery} />}
            <RowList
              label={t('area.incidents')}
              items={places}
              keyOf={placeKey}
              rowHeight={rowHeight(wide, density === 'compact')}
              selected={at >= 0 ? placeKey(at) : null}
              onSelect={(key) => setAt(Number(key))}
              onOpen={() => here && void show(here.ref)}
              onRange={onRange}
              takeFocus
              listRef={list}
              renderRow={(place) => {
                const row = rowAt(place);
                return row ? (
                  <IncidentRowView row={row} wide={wide} />
                ) : (
                  <div className="incident-row" aria-busy="true" />
                );
              }}
            />
          </>
        )}
      </Panes>
      {dialogs}
    </div>
  );
}

function rowHeight(wide: boolean, compact: boolean): number {
  if (wide) return compact ? 30 : 36;
  return compact ? 46 : 52;
}
