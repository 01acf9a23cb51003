import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  reviewKeys,
  useBackend,
  useCalendar,
  useCalendars,
  useNumberSetting,
  type CalendarImported,
  type CalendarList as EntryList,
} from '../../../backend';
import { useCommandContext, useCommands, type Command } from '../../../commands';
import { useWrite } from '../../../editing';
import { t, tAny, tn } from '../../../i18n';
import {
  Button,
  ConfirmDialog,
  EmptyState,
  ErrorNote,
  Panes,
  showToast,
  useMedia,
  wideWindow,
} from '../../../ui';
import { Aside } from './Aside';
import { CalendarHead } from './CalendarHead';
import { CalendarList } from './CalendarList';
import './calendars.css';
import { Entries } from './Entries';
import { EntryDialog, type Edited } from './EntryDialog';
import { HangingLimits } from './HangingLimits';
import { ImportDialog, type ImportAnswer } from './ImportDialog';
import { NewCalendar } from './NewCalendar';
import { TrashDialog } from './TrashDialog';
import { YearView } from './YearView';

type Open =
  | { what: 'new' }
  | { what: 'remove' }
  | { what: 'trash' }
  | { what: 'import'; result: CalendarImported; path: string; into: string }
  | { what: 'entry'; entry: Edited };

/** Calendars: when somebody works, what is special about a day, and what is due when. */
export function Calendars({ record }: { record: string | undefined }) {
  const backend = useBackend();
  const client = useQueryClient();
  const navigate = useNavigate();
  const write = useWrite();
  const wide = useMedia(wideWindow);
  const [left, setLeft] = useNumberSetting('pane.calendars.left', wide ? 232 : 184);
  const [right, setRight] = useNumberSetting('pane.calendars.right', wide ? 376 : 280);
  // Another calendar begins with this year and with now.
  const [seen, setSeen] = useState({ ref: '', year: 0, from: '', pick: '' });
  const [settling, setSettling] = useState<string | null>(null);
  const [listed, setListed] = useState(false);
  const [open, setOpen] = useState<Open | null>(null);
  const all = useCalendars(false);
  const rows = all.data ?? [];
  const ref = record ?? rows[0]?.ref;
  const { year, from, pick } = seen.ref === ref ? seen : { year: 0, from: '', pick: '' };
  const setYear = (next: number) => setSeen({ ref: ref ?? '', year: next, from, pick });
  const setFrom = (next: string, which = '') =>
    setSeen({ ref: ref ?? '', year, from: next, pick: which });
  const read = useCalendar(ref, year, from, pick);
  const doc = read.data?.ref === ref ? read.data : undefined;

  const show = (to: string | undefined) =>
    void navigate({
      to: to ? '/governance/$tab/$record' : '/governance/$tab',
      params: { tab: 'calendars', record: to ?? '' },
    });

  async function back(way: 'undo' | 'redo') {
    const done = await write(() => backend.records[way](ref ?? '', ''));
    if (!done) return;
    const what = tAny(done.label.key, done.label.params);
    const text = done.done ? t(way === 'undo' ? 'undo.done' : 'redo.done', { what }) : what;
    showToast({ icon: done.done ? way : 'info', text, topic: 'undo' });
  }
  async function bringIn(path?: string, as: Partial<ImportAnswer> = {}) {
    const file = path ?? (await write(() => backend.calendars.choose()));
    if (!file) return;
    const { zone = '', form = '', only = 0, into = '' } = as;
    const result = await write(() => backend.calendars.import(file, zone, form, only, into));
    if (!result) return;
    await client.invalidateQueries({ queryKey: reviewKeys.lists() });
    if (result.ref) show(result.ref);
    setOpen({ what: 'import', result, path: file, into });
  }
  async function takeOut() {
    const file = ref ? await write(() => backend.calendars.exportView(ref)) : undefined;
    if (!file?.path) return;
    const name = file.path.split(/[/\\]/).at(-1) ?? file.path;
    const waiting = doc ? doc.aside.length + doc.asideLeft : 0;
    const saved = t('measures.saved', { name });
    // Whoever takes the file elsewhere has to know what it does not hold.
    showToast({
      icon: waiting > 0 ? 'warn' : 'file',
      text: waiting > 0 ? `${saved} ${tn('calendar.notInFile', waiting)}` : saved,
    });
  }
  async function fix(place: number) {
    const f = doc?.findings[place];
    if (!doc || !f) return;
    const done = await write(() =>
      backend.calendars.fix(doc.ref, doc.year, f.place, f.key, f.path, ''),
    );
    if (done) showToast({ icon: 'check', text: t('calendar.fixed', { what: f.fix }) });
  }
  async function remove() {
    if (!doc) return;
    setOpen(null);
    const { ref: gone, title } = doc;
    const done = await write(() => backend.calendars.remove(gone));
    if (!done) return;
    await client.invalidateQueries({ queryKey: reviewKeys.lists() });
    show(undefined);
    showToast({
      icon: 'trash',
      text: t('calendar.removed', { title }),
      undo: () => void write(() => backend.calendars.restore(gone)).then(() => show(gone)),
    });
  }
  const add = (list: EntryList, on = '') => setOpen({ what: 'entry', entry: { list, on } });
  const fixable = doc?.findings.findIndex((f) => f.fix !== '') ?? -1;
  const there = doc !== undefined;
  const unsettled = doc?.aside[0]?.id;

  useCommandContext({ review: null, selection: null });
  useCommands('screen', [
    {
      id: 'calendars.new',
      title: 'calendar.new',
      keys: ['n'],
      icon: 'plus',
      group: 'write',
      when: (ctx) => !ctx.readOnly,
      run: () => setOpen({ what: 'new' }),
    },
    {
      id: 'calendars.import',
      title: 'calendar.import',
      keys: ['i'],
      icon: 'bringIn',
      group: 'file',
      when: (ctx) => !ctx.readOnly,
      run: () => bringIn(),
    },
    {
      id: 'calendars.importInto',
      title: 'calendar.importInto',
      keys: ['m'],
      icon: 'bringIn',
      group: 'file',
      when: (ctx) => !ctx.readOnly && there,
      run: () => bringIn(undefined, { into: ref ?? '' }),
    },
    {
      id: 'calendars.export',
      title: 'calendar.export',
      keys: ['e'],
      icon: 'takeOut',
      group: 'file',
      when: () => there,
      run: takeOut,
    },
    {
      id: 'calendars.fix',
      title: 'calendar.fixFirst',
      keys: ['f'],
      icon: 'check',
      group: 'write',
      when: (ctx) => !ctx.readOnly && fixable >= 0,
      run: () => fix(fixable),
    },
    {
      id: 'calendars.settle',
      title: 'calendar.aside.first',
      keys: ['s'],
      icon: 'question',
      group: 'write',
      when: (ctx) => !ctx.readOnly && unsettled !== undefined,
      run: () => setSettling(unsettled ?? null),
    },
    {
      id: 'calendars.trash',
      title: 'calendar.trash',
      icon: 'trash',
      group: 'see',
      run: () => setOpen({ what: 'trash' }),
    },
    {
      id: 'calendars.year',
      title: listed ? 'calendar.showYear' : 'calendar.showList',
      keys: ['v'],
      group: 'see',
      when: () => there,
      run: () => setListed(!listed),
    },
    ...(
      [
        ['week', 'calendar.addHours', 'a w'],
        ['holidays', 'calendar.addHoliday', 'a h'],
        ['exceptions', 'calendar.addException', 'a e'],
        ['periods', 'calendar.addPeriod', 'a p'],
      ] as const
    ).map(([name, title, key]): Command => ({
      id: `calendars.add.${name}`,
      title,
      keys: [key],
      icon: 'plus',
      group: 'write',
      when: (ctx) => !ctx.readOnly && there,
      run: () => add(name),
    })),
    {
      id: 'calendars.undo',
      title: 'act.undo',
      keys: ['Ctrl+Z'],
      icon: 'undo',
      group: 'write',
      when: (ctx) => there && !ctx.readOnly && !ctx.inField,
      run: () => back('undo'),
    },
    {
      id: 'calendars.redo',
      title: 'act.redo',
      keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
      icon: 'redo',
      group: 'write',
      when: (ctx) => there && !ctx.readOnly && !ctx.inField,
      run: () => back('redo'),
    },
    {
      id: 'calendars.remove',
      title: 'calendar.remove',
      keys: ['Ctrl+Delete'],
      icon: 'trash',
      group: 'write',
      removes: true,
      when: (ctx) => there && !ctx.readOnly,
      run: () => setOpen({ what: 'remove' }),
    },
  ]);

  const dialogs = (
    <>
      {open?.what === 'new' && (
        <NewCalendar
          onClose={() => setOpen(null)}
          onMade={(made) => {
            setOpen(null);
            show(made);
          }}
        />
      )}
      {open?.what === 'entry' && doc && (
        <EntryDialog
          key={open.entry.id ?? open.entry.list}
          doc={doc}
          entry={open.entry}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.what === 'import' && (
        <ImportDialog
          result={open.result}
          onClose={() => setOpen(null)}
          onAgain={(as) => {
            setOpen(null);
            void bringIn(open.path, { ...as, into: open.into });
          }}
        />
      )}
      {open?.what === 'trash' && (
        <TrashDialog
          onClose={() => setOpen(null)}
          onBack={(ref) => {
            setOpen(null);
            void client.invalidateQueries({ queryKey: reviewKeys.lists() }).then(() => show(ref));
          }}
        />
      )}
      {open?.what === 'remove' && doc && (
        <ConfirmDialog
          title={t('calendar.removeAsk', { title: doc.title })}
          act={t('calendar.remove')}
          keep={t('act.cancel')}
          onAct={() => void remove()}
          onKeep={() => setOpen(null)}
        >
          {t('calendar.removeText')}
        </ConfirmDialog>
      )}
    </>
  );
  if (all.error) return <ErrorNote title={t('calendar.broke')} retry={() => void all.refetch()} />;
  if (!all.data) return <div className="screen" aria-busy="true" />;
  if (rows.length === 0)
    return (
      <>
        <EmptyState
          title={t('calendar.empty')}
          lead={t('calendar.emptyLead')}
          acts={
            <>
              <Button look="primary" icon="plus" keys="n" onClick={() => setOpen({ what: 'new' })}>
                {t('calendar.new')}
              </Button>
              <Button icon="bringIn" keys="i" onClick={() => void bringIn()}>
                {t('calendar.import')}
              </Button>
              <Button look="text" onClick={() => setOpen({ what: 'trash' })}>
                {t('calendar.trash')}
              </Button>
            </>
          }
        />
        {dialogs}
      </>
    );
  return (
    <>
      <Panes
        left={{
          label: t('calendar.list'),
          width: left,
          onWidth: setLeft,
          content: (
            <CalendarList
              rows={rows}
              selected={ref ?? null}
              onSelect={show}
              onNew={() => setOpen({ what: 'new' })}
              onImport={() => void bringIn()}
              onTrash={() => setOpen({ what: 'trash' })}
            />
          ),
        }}
        right={
          doc && {
            label: t('calendar.aside'),
            width: right,
            onWidth: setRight,
            content: (
              <Aside
                key={doc.ref}
                doc={doc}
                from={from}
                pick={pick}
                onFrom={setFrom}
                onFix={(at) => void fix(at)}
                settling={settling}
                onSettle={setSettling}
              />
            ),
          }
        }
      >
        {read.error ? (
          <ErrorNote title={t('calendar.broke')} retry={() => void read.refetch()} />
        ) : !doc ? (
          <div className="screen" aria-busy="true" />
        ) : (
          <div className="calendar-page">
            <CalendarHead
              doc={doc}
              onEdit={() => setOpen({ what: 'entry', entry: { list: 'head', on: '' } })}
              onBringIn={() => void bringIn(undefined, { into: doc.ref })}
              onExport={() => void takeOut()}
              onRemove={() => setOpen({ what: 'remove' })}
            />
            <HangingLimits key={doc.ref} calendar={doc.ref} />
            <YearView
              doc={doc}
              listed={listed}
              onListed={setListed}
              onYear={setYear}
              onDay={(on) => {
                const e = doc.exceptions.find((x) => x.on === on);
                setOpen({ what: 'entry', entry: { list: 'exceptions', on, id: e?.id } });
              }}
            />
            <Entries
              doc={doc}
              onAdd={(name) => add(name)}
              onEdit={(name, id) => setOpen({ what: 'entry', entry: { list: name, on: '', id } })}
            />
          </div>
        )}
      </Panes>
      {dialogs}
    </>
  );
}
