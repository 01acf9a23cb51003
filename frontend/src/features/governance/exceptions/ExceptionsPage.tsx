import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useNumberSetting, usePolicies, useWorkspaceInfo } from '../../../backend';
import { useCommands } from '../../../commands';
import { wayTo } from '../../../editing';
import { formatNumber, t, tAny, tn } from '../../../i18n';
import {
  Button,
  EmptyState,
  ErrorNote,
  Note,
  Panes,
  RowList,
  useMedia,
  wideWindow,
} from '../../../ui';
import { Unreadable } from '../Unreadable';
import { useConfirm, type ActAsked } from './Acts';
import { AskException } from './Dialogs';
import { ExceptionRow } from './ExceptionRow';
import './exceptions.css';
import { ExceptionView } from './ExceptionView';
import {
  everyException,
  isNarrowed,
  itemsOf,
  linesOf,
  narrowed,
  oftenIn,
  partWords,
  type Item,
  type Narrowing,
} from './lines';
import { Narrow } from './Narrow';
import { useOwnSteps } from './useOwnSteps';

// Coming back from a rule, the list is as it was left.
let remembered = everyException;

const keyOf = (i: Item) => i.key;
const isHead = (i: Item) => i.kind === 'head';
const heightOf = (i: Item) => (i.kind === 'head' ? 40 : 76);

/** The exceptions from all rules: who may step aside from what, until when, and who said so. */
export function Exceptions({ record }: { record: string | undefined }) {
  const navigate = useNavigate();
  const policies = usePolicies();
  const locked = (useWorkspaceInfo().data?.readOnly ?? false) && t('reviews.readOnly');
  const wide = useMedia(wideWindow);
  const [width, setWidth] = useNumberSetting('pane.exceptions.right', wide ? 440 : 360);
  const [narrowing, setNarrowing] = useState(remembered);
  const [asking, setAsking] = useState(false);
  const [act, setAct] = useState<ActAsked>(null);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const did = useOwnSteps(locked);
  const confirm = useConfirm(did);

  const all = useMemo(() => linesOf(policies.data ?? []), [policies.data]);
  const shown = useMemo(() => narrowed(all, narrowing), [all, narrowing]);
  const items = useMemo(() => itemsOf(shown), [shown]);
  const first = items.find((i) => i.kind === 'line');
  const line =
    all.find((l) => l.exception.id === record) ??
    (record === undefined && first?.kind === 'line' ? first.line : undefined);
  const e = line?.exception;

  const open = (id: string) => {
    setAct(null);
    void navigate({ to: '/governance/$tab/$record', params: { tab: 'exceptions', record: id } });
  };
  const narrow = (next: Narrowing) => {
    remembered = next;
    setNarrowing(next);
  };

  const free = () => !locked;
  useCommands('pane', [
    {
      id: 'policies.askException',
      title: 'policies.askException',
      keys: ['x'],
      icon: 'flag',
      group: 'write',
      when: () => free() && (policies.data?.length ?? 0) > 0,
      run: () => setAsking(true),
    },
    {
      id: 'exceptions.grant',
      title: 'exceptions.grant',
      keys: ['s'],
      icon: 'check',
      group: 'say',
      when: () => free() && e?.may === true,
      run: () => setAct('granted'),
    },
    {
      id: 'exceptions.refuse',
      title: 'exceptions.refuse',
      keys: ['r'],
      icon: 'declined',
      group: 'say',
      when: () => free() && e?.may === true,
      run: () => setAct('refused'),
    },
    {
      id: 'exceptions.confirm',
      title: 'exceptions.confirm',
      keys: ['c'],
      icon: 'shield',
      group: 'say',
      when: () => free() && e?.mine === true,
      run: () => line && confirm(line.policy, line.exception),
    },
    {
      id: 'policies.writeOutcome',
      title: 'policies.writeOutcome',
      keys: ['w'],
      icon: 'pen',
      group: 'write',
      when: () => free() && e?.wants === true,
      run: () => setAct('outcome'),
    },
    {
      id: 'exceptions.openRule',
      title: 'exceptions.openRule',
      keys: ['o'],
      icon: 'arrowRight',
      group: 'go',
      when: () => line !== undefined,
      run: () => {
        if (line) window.location.hash = wayTo(line.policy.ref);
      },
    },
    {
      id: 'exceptions.narrow',
      title: 'exceptions.narrow',
      keys: ['/'],
      icon: 'search',
      group: 'see',
      when: () => all.length > 0,
      run: () => {
        search.current?.focus();
        search.current?.select();
      },
    },
  ]);

  if (policies.error && !policies.data) {
    return (
      <ErrorNote
        title={t('exceptions.cannotList')}
        text={tAny(policies.error.key, policies.error.params)}
        retry={() => void policies.refetch()}
      />
    );
  }
  if (!policies.data) return <div className="screen" aria-busy="true" />;
  const rules = policies.data;
  const askDialog = asking && (
    <AskException
      policies={rules.filter((p) => p.state !== 'retired')}
      onAsked={(id, ref) => {
        did(ref);
        open(id);
      }}
      onClose={() => setAsking(false)}
    />
  );
  const ask = (look: 'primary' | 'plain') => (
    <Button look={look} icon="plus" keys="x" off={locked} onClick={() => setAsking(true)}>
      {t('policies.askException')}
    </Button>
  );
  if (all.length === 0) {
    return (
      <>
        <Unreadable kind="policy" />
        <EmptyState
          title={t('exceptions.none')}
          lead={t(rules.length === 0 ? 'exceptions.noRules.lead' : 'exceptions.none.lead')}
          acts={
            <>
              {rules.length === 0 ? (
                <a className="btn btn-primary" href="#/governance/policies">
                  {t('exceptions.toRules')}
                </a>
              ) : (
                ask('primary')
              )}
              <a href="#/help/exceptions">{t('exceptions.help')}</a>
            </>
          }
        />
        {askDialog}
      </>
    );
  }
  const withSome = rules.filter((p) => p.exceptions.length > 0);
  return (
    <>
      <Unreadable kind="policy" />
      <div className="exceptions-bar">
        <Narrow
          narrowing={narrowing}
          rules={withSome}
          onChange={narrow}
          searchRef={search}
          onDown={() => list.current?.focus()}
          onClear={isNarrowed(narrowing) ? () => narrow(everyException) : undefined}
        />
        <span className="small ink-3 num grow" role="status">
          {isNarrowed(narrowing)
            ? t('exceptions.shownOf', {
                shown: formatNumber(shown.length),
                total: formatNumber(all.length),
              })
            : tn('exceptions.count', all.length)}
        </span>
        <a className="small" href="#/help/exceptions">
          {t('exceptions.help')}
        </a>
        {ask('plain')}
      </div>
      <Often
        list={oftenIn(rules)}
        shown={narrowing.standing === 'often'}
        onShow={() => narrow({ ...everyException, standing: 'often' })}
      />
      <Panes
        right={{
          label: t('exceptions.one'),
          width,
          min: 300,
          max: 640,
          onWidth: setWidth,
          content: line ? (
            <ExceptionView
              key={line.exception.id}
              line={line}
              locked={locked}
              asked={act}
              onAsk={setAct}
              onDone={did}
            />
          ) : (
            <p className="ink-2 exception-view">{t('exceptions.gone')}</p>
          ),
        }}
      >
        {items.length === 0 ? (
          <p className="ink-2 exceptions-nothing">{t('exceptions.nothing')}</p>
        ) : (
          <RowList
            label={t('governance.exceptions')}
            items={items}
            keyOf={keyOf}
            rowHeight={heightOf}
            isHeading={isHead}
            selected={e?.id ?? null}
            onSelect={open}
            takeFocus
            listRef={list}
            renderRow={(i) =>
              i.kind === 'head' ? (
                <div className="row-group">
                  <span className="h3">{t(partWords[i.key])}</span>{' '}
                  <span className="small ink-3 num">{formatNumber(i.count)}</span>
                </div>
              ) : (
                <ExceptionRow line={i.line} />
              )
            }
          />
        )}
      </Panes>
      {askDialog}
    </>
  );
}

/** Says which procedure is stepped aside from so often that it is the one to be improved. */
function Often({
  list,
  shown,
  onShow,
}: {
  list: ReturnType<typeof oftenIn>;
  shown: boolean;
  onShow: () => void;
}) {
  const [top, ...rest] = list;
  if (!top) return null;
  const { policy, proposal: q } = top;
  return (
    <Note
      tone="warn"
      acts={
        !shown && (
          <Button look="text" size="small" onClick={onShow}>
            {t('exceptions.showThem')}
          </Button>
        )
      }
    >
      {t('policies.improve', {
        count: formatNumber(q.count),
        days: formatNumber(q.rule.days),
        procedure: q.procedure,
      })}{' '}
      <a href={wayTo(policy.ref)}>{policy.title}</a>
      {rest.length > 0 && ` · ${tn('exceptions.oftenToo', rest.length)}`}
    </Note>
  );
}
