import { useDeferredValue, useEffect, useMemo, useRef, useState, type CSSProperties } from 'react';
import { useBackend, useNumberSetting, useSetting, type Entry, type Review } from '../../backend';
import { useCommandContext, useRegistry } from '../../commands';
import { clockText, useAskedPart, useReadOnly, useWrite, zoneSaid } from '../../editing';
import { dateOf, t } from '../../i18n';
import { Panes, RowList, showToast, lowWindow, useMedia, wideWindow } from '../../ui';
import { KindMenu, SharedWordEdit, TextEdit, TimeEdit } from './editors';
import { EntryRow } from './EntryRow';
import { Handling } from './Handling';
import { Inspector } from './Inspector';
import { NoEntries } from './NoEntries';
import { RowOverlay } from './RowOverlay';
import { plainWords, rowsOf, timeColumn, timeLabel, type Row } from './rows';
import { Scribe, type Draft } from './Scribe';
import { situationLine } from './situation';
import { StripPane } from './StripPane';
import './timeline.css';
import { Tools } from './Tools';
import { useShownTimes } from './useShownTimes';
import { useTimelineCommands, type Mode } from './useTimelineCommands';

/** What is being edited, and of which entry. */
type Editing = { mode: NonNullable<Mode>; entry: string } | null;

const keyOfRow = (r: Row) => r.key;

// Coming back to a review, its timeline is where it was left.
const remembered = new Map<string, string>();

/** What happened, in the order of time: read, write, correct. */
export function Timeline({ review }: { review: Review }) {
  const backend = useBackend();
  const write = useWrite();
  const registry = useRegistry();
  const readOnly = useReadOnly();
  const wide = useMedia(wideWindow);
  const [width, setWidth] = useNumberSetting('pane.timeline.right', wide ? 352 : 304);
  const zone = useShownTimes(review.ref);
  const [strip, setStrip] = useSetting('timeline.strip', 'shown');
  // There the list has the room of the strip, whatever was chosen for other windows.
  const low = useMedia(lowWindow);
  const [filter, setFilter] = useState('');
  const [selected, setSelectedState] = useState<string | null>(
    () => remembered.get(review.ref) ?? review.timeline[0]?.id ?? null,
  );
  const [editing, setEditing] = useState<Editing>(null);
  const [draft, setDraft] = useState<Draft>({ after: '', text: '', round: 0 });
  const list = useRef<HTMLDivElement>(null);
  const filterField = useRef<HTMLInputElement>(null);
  const scribe = useRef<HTMLInputElement>(null);

  const wanted = useDeferredValue(filter);
  const rows = useMemo(() => rowsOf(review, zone.shown, wanted), [review, zone.shown, wanted]);
  const entries = useMemo(() => rows.filter((r) => r.kind === 'entry'), [rows]);
  const here = review.timeline.find((e) => e.id === selected);
  const hasRoles = useMemo(
    () => review.timeline.some((e) => e.role || e.workstream),
    [review.timeline],
  );

  // A form belongs to the entry it was opened on, and goes when another is chosen.
  const mode = editing && editing.entry === here?.id ? editing.mode : null;
  const setMode = (next: Mode) => setEditing(next && here ? { mode: next, entry: here.id } : null);
  const formIsOpen = useRef(false);
  useEffect(() => {
    formIsOpen.current = mode !== null;
  }, [mode]);

  const setSelected = (id: string | null) => {
    if (id !== null) remembered.set(review.ref, id);
    if (id !== selected) setEditing(null);
    setSelectedState(id);
  };
  /** Chooses an entry that was waited for, unless somebody writes elsewhere by now. */
  const setSelectedLate = (id: string | null) => {
    if (!formIsOpen.current) setSelected(id);
  };
  // A link from elsewhere ("…/timeline?at=id") chooses its entry.
  useAskedPart((id) => {
    remembered.set(review.ref, id);
    setSelectedState(id);
    setEditing(null);
  });

  const toggleStrip = () => setStrip(strip === 'shown' ? 'hidden' : 'shown');
  const toList = () => list.current?.focus({ preventScroll: true });
  const done = (byKey: boolean) => {
    setEditing(null);
    // Whoever pressed elsewhere stays there.
    if (byKey) toList();
  };
  const setKind = (entry: Entry, kind: string) =>
    write(() =>
      backend.reviews.setField(review.ref, `timeline/${entry.id}/kind`, JSON.stringify(kind), ''),
    );
  async function remove(entry: Entry) {
    const i = entries.findIndex((r) => r.key === entry.id);
    const next = entries[i + 1] ?? entries[i - 1];
    const path = `timeline/${entry.id}`;
    const removed = await write(() => backend.reviews.removePart(review.ref, path, ''));
    if (!removed) return;
    setSelectedLate(next?.key ?? null);
    if (!formIsOpen.current) toList();
    showToast({
      icon: 'trash',
      text: t('timeline.removed', { what: nameOf(entry) }),
      undo: () =>
        void write(() => backend.reviews.restorePart(review.ref, path, '')).then((ok) => {
          if (!ok) return;
          setSelected(entry.id);
          toList();
        }),
    });
  }
  /** "22:14 Bank called": how an entry is spoken of. */
  const nameOf = (e: Entry) =>
    `${timeLabel(e, zone.shown).text} ${plainWords(e.text).slice(0, 60)}`;
  function addBelow(entry: Entry | undefined) {
    setDraft((d) => ({
      after: entry?.id ?? '',
      text: entry ? prefix(review, entry) : '',
      round: d.round + 1,
    }));
    scribe.current?.focus();
  }

  function addSituation() {
    setDraft((d) => ({ after: '', text: situationLine(), round: d.round + 1, gaps: true }));
    scribe.current?.focus();
  }

  useCommandContext({
    selection: here ? { kind: 'entry', id: here.id, label: nameOf(here) } : null,
  });
  useTimelineCommands({
    entry: here,
    zoneMode: zone.mode,
    setMode,
    remove: (e) => void remove(e),
    addBelow,
    addSituation,
    toFilter: () => {
      filterField.current?.focus();
      filterField.current?.select();
    },
    toScribe: () => scribe.current?.focus(),
    nextZone: zone.toNext,
    toggleStrip: low ? undefined : toggleStrip,
  });

  const style = {
    '--time-chars': useMemo(() => timeColumn(rows), [rows]),
    '--role-width': hasRoles ? undefined : '0px',
  } as CSSProperties;

  return (
    <Panes
      right={{
        label: t('timeline.inspector'),
        width,
        min: 272,
        max: 432,
        onWidth: setWidth,
        content: here ? (
          <Inspector
            key={here.id}
            review={review}
            entry={here}
            readOnly={readOnly}
            onCorrect={() => setMode('time')}
            onKind={(kind) => void setKind(here, kind)}
            onRemove={() => void remove(here)}
            onAddBelow={() => addBelow(here)}
          />
        ) : (
          <p className="sec small ink-3">{t('timeline.noSelection')}</p>
        ),
      }}
    >
      <div className="timeline" style={style}>
        {!low && strip === 'shown' && (
          <StripPane review={review} mode={zone.mode} selected={selected} onSelect={setSelected} />
        )}
        <Tools
          review={review}
          shownCount={entries.length}
          zone={zone}
          strip={low ? undefined : strip === 'shown'}
          onStrip={toggleStrip}
          filter={filter}
          onFilter={setFilter}
          fieldRef={filterField}
          onDown={() => {
            if (!entries.some((r) => r.key === selected)) setSelected(entries[0]?.key ?? null);
            list.current?.focus();
          }}
        />
        {!low && (
          <Handling
            review={review}
            lines={zone.shown?.handling ?? []}
            onSelect={(id) => {
              setSelected(id);
              toList();
            }}
          />
        )}
        {review.timeline.length === 0 ? (
          <NoEntries readOnly={readOnly} onImport={() => registry.run('go.import')} />
        ) : (
          <div className="timeline-list">
            {rows.length === 0 && <p className="timeline-none ink-2">{t('timeline.noneFit')}</p>}
            <RowList
              label={t('timeline.list')}
              items={rows}
              keyOf={keyOfRow}
              rowHeight={31}
              measure
              takeFocus
              selected={here ? selected : null}
              onSelect={setSelected}
              onOpen={() => !readOnly && setMode('text')}
              isHeading={(r) => r.kind !== 'entry'}
              renderRow={(r) => <EntryRow row={r} review={review} />}
              listRef={list}
            />
            {here && mode === 'text' && (
              <RowOverlay list={list} cell=".entry-text">
                <TextEdit key={here.id} review={review} entry={here} onDone={done} />
              </RowOverlay>
            )}
            {here && mode === 'time' && (
              <RowOverlay list={list} cell=".entry-time" below>
                <TimeEdit key={here.id} review={review} entry={here} onDone={done} />
              </RowOverlay>
            )}
            {here && (mode === 'role' || mode === 'workstream') && (
              <RowOverlay list={list} cell=".entry-kind" below>
                <SharedWordEdit
                  key={here.id}
                  review={review}
                  entry={here}
                  field={mode}
                  onDone={done}
                />
              </RowOverlay>
            )}
            {here && mode === 'kind' && (
              <RowOverlay list={list} cell=".entry-kind">
                <KindMenu
                  key={here.id}
                  entry={here}
                  onSet={(kind) => void setKind(here, kind)}
                  onDone={() => done(true)}
                />
              </RowOverlay>
            )}
          </div>
        )}
        {!readOnly && (
          <Scribe
            key={review.ref}
            review={review}
            draft={draft}
            fieldRef={scribe}
            onAdded={setSelectedLate}
            onLeave={toList}
          />
        )}
      </div>
    </Panes>
  );
}

/** The time a line below an entry begins with; its day where that is not the incident's own. */
function prefix(review: Review, entry: Entry): string {
  const clock = clockText(entry.at);
  if (!clock) return '';
  const date = dateOf(entry.at);
  const day = date && date !== review.date ? `${date} ` : '';
  const said = zoneSaid(entry);
  const zone = said && said !== review.zone ? ` ${said}` : '';
  return `${day}${clock}${zone} `;
}
