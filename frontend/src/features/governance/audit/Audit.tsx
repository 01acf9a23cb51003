import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import {
  useAudit,
  useBackend,
  useJob,
  useSetting,
  WireError,
  type AuditFindings,
  type AuditNarrowing,
  type AuditPackSaved,
  type VerifiedReport,
} from '../../../backend';
import { useCommands } from '../../../commands';
import { useWrite } from '../../../editing';
import { t, tAny, tn } from '../../../i18n';
import { Button, EmptyState, ErrorNote, Menu, Note, Panes, RowList } from '../../../ui';
import './audit.css';
import { AuditFilters } from './AuditFilters';
import { DayHead, EntryRow, More, toItems, type Item } from './EntryRow';
import { EntryView } from './EntryView';
import { PackMade } from './PackMade';
import { PaperDialog } from './PaperDialog';
import { Verdict } from './Verdict';

/** So many rows before the end of what has come in, the next page is asked for. */
const ahead = 60;
const keyOf = (i: Item) => i.id;

/** Where the bytes of a file are those that went out. */
const asIssued: readonly VerifiedReport['state'][] = ['same', 'moved', 'gone'];

const everything: AuditNarrowing = { who: '', record: '', rule: '', action: '', from: '', to: '' };

/** The record of all changes: found, opened, checked, and taken out as evidence. */
export function Audit({ record = '' }: { record: string | undefined }) {
  const backend = useBackend();
  const navigate = useNavigate();
  const [narrowed, setNarrowed] = useState<AuditNarrowing>(everything);
  const filter = { ...narrowed, record };
  const pages = useAudit(filter);
  const [selected, setSelected] = useState<string | null>(null);
  const job = useJob<AuditFindings>();
  const making = useJob<AuditPackSaved>();
  // Lines from paper are asked for, for a pack (its path) or the workspace ("").
  const [asking, setAsking] = useState<string | null>(null);
  const [report, setReport] = useState<VerifiedReport | null>(null);
  const write = useWrite();
  const recordField = useRef<HTMLInputElement>(null);
  const [width, setWidth] = useSetting('pane.audit', '420');

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const total = pages.data?.pages[0]?.total ?? 0;
  const loaded = pages.data?.pages;
  // Hundreds of thousands of entries are walked once for each page that comes in.
  const items = useMemo(
    () => toItems(loaded?.flatMap((p) => p.rows) ?? [], hasNextPage, loaded?.[0]?.zone ?? ''),
    [loaded, hasNextPage],
  );
  const all = Object.values(filter).every((v) => v === '');
  const n = selected === null ? null : Number(selected);

  const reach = useCallback(
    (_: number, last: number) => {
      if (hasNextPage && !isFetchingNextPage && last >= items.length - ahead) void fetchNextPage();
    },
    [hasNextPage, isFetchingNextPage, fetchNextPage, items.length],
  );

  function narrow(next: AuditNarrowing) {
    setSelected(null);
    setNarrowed({ ...next, record: '' });
    if (next.record !== record) {
      void navigate({
        to: next.record ? '/governance/$tab/$record' : '/governance/$tab',
        params: { tab: 'audit', record: next.record },
      });
    }
  }
  const result = (id: string) => backend.audit.verifyResult(id);
  const check = (paper = '') => job.start(() => backend.audit.verify(paper), result);
  const checkPack = (path: string, paper: string) =>
    job.start(() => backend.audit.verifyPack(path, paper), result);
  async function choosePack() {
    const path = await backend.audit.choosePack();
    if (path) setAsking(path);
  }
  async function checkReport() {
    const found = await write(() => backend.reports.verify());
    if (found?.name) setReport(found);
  }
  const takeOut = () =>
    making.start(
      async () => {
        const id = await backend.audit.pack(record);
        // The person closed the dialog: nothing was begun.
        if (!id) throw new WireError('cancelled', 'audit.pack_stopped', {});
        return id;
      },
      (id) => backend.audit.packResult(id),
    );
  const busy = job.state === 'running' && t('audit.checking');
  const packing = making.state === 'running' && t('audit.packing');

  useCommands('pane', [
    {
      id: 'audit.check',
      title: 'audit.check',
      keys: ['v'],
      icon: 'verified',
      group: 'see',
      when: (ctx) => !ctx.inField && !busy,
      run: () => check(),
    },
    {
      id: 'audit.checkPaper',
      title: 'audit.checkPaper',
      keys: ['p'],
      icon: 'verified',
      group: 'see',
      when: (ctx) => !ctx.inField && !busy,
      run: () => setAsking(''),
    },
    {
      id: 'audit.checkPack',
      title: 'audit.checkPack',
      keys: ['o'],
      icon: 'verified',
      group: 'see',
      when: (ctx) => !ctx.inField && !busy,
      run: () => void choosePack(),
    },
    {
      id: 'report.verify',
      title: 'report.verify',
      keys: ['r'],
      icon: 'verified',
      group: 'see',
      when: (ctx) => !ctx.inField,
      run: () => checkReport(),
    },
    {
      id: 'audit.pack',
      title: 'audit.pack',
      keys: ['e'],
      icon: 'takeOut',
      group: 'file',
      when: (ctx) => !ctx.inField && !packing,
      run: takeOut,
    },
    {
      id: 'audit.filter',
      title: 'audit.filter',
      keys: ['/'],
      icon: 'search',
      group: 'see',
      run: () => recordField.current?.focus(),
    },
    {
      id: 'audit.closeVerdict',
      title: 'audit.closeVerdict',
      keys: ['Escape'],
      icon: 'close',
      group: 'see',
      when: (ctx) => !ctx.inField && (job.state === 'done' || making.state === 'done'),
      run: () => (job.state === 'done' ? job : making).reset(),
    },
  ]);

  const entries =
    pages.error && !pages.data && record !== '' && pages.error.code === 'not_found' ? (
      <div className="audit-choose">
        <Note tone="warn">{t('audit.noRecord', { ref: record })}</Note>
      </div>
    ) : pages.error && !pages.data ? (
      <ErrorNote
        title={t('audit.cannotRead')}
        text={tAny(pages.error.key, pages.error.params)}
        retry={() => void pages.refetch()}
      />
    ) : !pages.data ? (
      <div className="screen" aria-busy="true" />
    ) : items.length === 0 && all ? (
      <EmptyState title={t('audit.emptyTitle')} lead={t('audit.emptyLead')} />
    ) : items.length === 0 ? (
      <p className="ink-2 audit-choose">{t('audit.none')}</p>
    ) : (
      <RowList
        label={t('audit.title')}
        items={items}
        keyOf={keyOf}
        rowHeight={(i) => (i.kind === 'entry' ? 40 : 44)}
        isHeading={(i) => i.kind !== 'entry'}
        selected={selected}
        onSelect={setSelected}
        onRange={reach}
        takeFocus
        renderRow={(i) =>
          i.kind === 'entry' ? (
            <EntryRow row={i.row} />
          ) : i.kind === 'more' ? (
            <More />
          ) : (
            <DayHead at={i.at} zone={i.zone} />
          )
        }
      />
    );

  return (
    <div className="audit">
      <div className="audit-bar">
        <AuditFilters
          filter={filter}
          onChange={narrow}
          onClear={all ? undefined : () => narrow(everything)}
          recordRef={recordField}
        />
        <span className="small ink-3 num grow" role="status">
          {pages.data && tn('audit.count', total)}
        </span>
        <div className="audit-acts">
          <Button look="quiet" icon="takeOut" keys="E" off={packing} onClick={takeOut}>
            {record ? t('audit.packOf', { ref: record }) : t('audit.pack')}
          </Button>
          <Button icon="verified" keys="V" off={busy} onClick={() => check()}>
            {t('audit.check')}
          </Button>
          <Menu
            label={t('audit.otherChecks')}
            icon="more"
            items={[
              {
                id: 'paper',
                label: t('audit.checkPaper'),
                keys: 'p',
                off: busy,
                onSelect: () => setAsking(''),
              },
              {
                id: 'pack',
                label: t('audit.checkPack'),
                keys: 'o',
                off: busy,
                onSelect: () => void choosePack(),
              },
              {
                id: 'report',
                label: t('report.verify'),
                keys: 'r',
                onSelect: () => void checkReport(),
              },
            ]}
          />
        </div>
      </div>
      <PackMade job={making} onClose={() => making.reset()} />
      <Verdict job={job} onClose={() => job.reset()} />
      {report && (
        <Note
          tone={asIssued.includes(report.state) ? 'plain' : 'warn'}
          acts={
            <Button look="text" size="small" onClick={() => setReport(null)}>
              {t('act.close')}
            </Button>
          }
        >
          <span role="status">
            {t('report.verify.result', { name: report.name, text: report.text })}
          </span>
        </Note>
      )}
      {asking !== null && (
        <PaperDialog
          pack={asking}
          onCheck={(paper) => {
            setAsking(null);
            if (asking) checkPack(asking, paper);
            else check(paper);
          }}
          onClose={() => setAsking(null)}
        />
      )}
      <Panes
        right={{
          label: t('audit.entry'),
          width: Number(width),
          min: 320,
          max: 720,
          onWidth: (w) => setWidth(String(w)),
          content: <EntryView n={n} />,
        }}
      >
        {entries}
      </Panes>
    </div>
  );
}
