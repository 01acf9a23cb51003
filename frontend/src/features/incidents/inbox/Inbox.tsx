import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useBackend, useInbox, useWorkspaceInfo, type InboxFile } from '../../../backend';
import { useCommandContext, useCommands } from '../../../commands';
import { useWrite } from '../../../editing';
import { formatMoment, formatNumber, t, tAny, tn } from '../../../i18n';
import { Bar, Button, EmptyState, ErrorNote, Icon, Progress, RowList } from '../../../ui';
import { QuestionDialog } from '../QuestionDialog';
import { useBringIn } from '../useBringIn';
import { AddDialog } from './AddDialog';
import { Folders } from './Folders';
import './inbox.css';
import { iconOf, isGroup, keyOf, mayReadAgain, rowsOf, wordsOf, type Row } from './rows';

/** The folders other programs drop files into: what waits there, and what came when. */
export function Inbox({ tabs }: { tabs?: ReactNode }) {
  const backend = useBackend();
  const navigate = useNavigate();
  const write = useWrite();
  const state = useInbox();
  const locked = (useWorkspaceInfo().data?.readOnly ?? false) && t('reviews.readOnly');
  const { taking, asked, missed, bring, answer, leave, withdraw } = useBringIn();
  const [chosen, setChosen] = useState<string | null>(null);
  const [adding, setAdding] = useState('');

  const rows: Row[] = state.data ? rowsOf(state.data) : [];
  const row = rows.find((r) => !isGroup(r) && r.key === chosen);
  const here = row && !isGroup(row) ? row.file : undefined;
  const waits = here !== undefined && (state.data?.waiting ?? []).includes(here);

  async function add() {
    const folder = await write(() => backend.inbox.chooseFolder());
    if (folder) setAdding(folder);
  }
  const canOpen = waits && (here.state === 'asks' || here.state === 'review');
  function open(f: InboxFile) {
    if (f.state === 'asks') bring([f.path]);
    else if (f.state === 'review') void navigate({ to: '/import', state: { paths: [f.path] } });
  }

  useCommandContext({ review: null, selection: null });
  useCommands('screen', [
    {
      id: 'inbox.add',
      title: 'inbox.add',
      keys: ['a'],
      icon: 'folder',
      group: 'file',
      when: (ctx) => !ctx.readOnly && !ctx.inField,
      run: add,
    },
    {
      id: 'inbox.look',
      title: 'inbox.look',
      keys: ['l'],
      icon: 'exchange',
      group: 'file',
      when: (ctx) => !ctx.readOnly && !ctx.inField && (state.data?.folders.length ?? 0) > 0,
      run: () => void write(() => backend.inbox.look()),
    },
    {
      id: 'inbox.open',
      title: here?.state === 'review' ? 'inbox.openReview' : 'inbox.answer',
      icon: 'arrowRight',
      group: 'move',
      when: (ctx) => canOpen && !ctx.readOnly,
      run: () => here && open(here),
    },
    {
      id: 'inbox.leave',
      title: 'inbox.leave',
      keys: ['x'],
      icon: 'declined',
      group: 'write',
      when: (ctx) => waits && !ctx.readOnly && !ctx.inField,
      run: () => here && void write(() => backend.inbox.leave(here.n)),
    },
    {
      id: 'inbox.readAgain',
      title: 'inbox.readAgain',
      keys: ['r'],
      icon: 'restore',
      group: 'write',
      when: (ctx) => here !== undefined && mayReadAgain(here) && !ctx.readOnly && !ctx.inField,
      run: () => here && void write(() => backend.inbox.again(here.n)),
    },
    {
      id: 'inbox.takeBack',
      title: 'incident.withdraw',
      keys: ['u'],
      icon: 'undo',
      group: 'write',
      when: (ctx) =>
        here?.state === 'taken' &&
        here.import !== '' &&
        !here.withdrawn &&
        !ctx.readOnly &&
        !ctx.inField,
      run: () => here && withdraw(here.import),
    },
    {
      id: 'inbox.ownHelp',
      title: 'go.help',
      keys: ['F1'],
      icon: 'question',
      group: 'go',
      inField: true,
      hidden: true,
      run: () => navigate({ to: '/help/$topic', params: { topic: 'inbox' } }),
    },
  ]);

  const data = state.data;
  const addButton = (look?: 'primary') => (
    <Button look={look} icon="folder" keys="a" off={locked} onClick={() => void add()}>
      {t('inbox.add')}
    </Button>
  );
  return (
    <div className="screen">
      <Bar
        title={<h1 className="h1">{t('area.incidents')}</h1>}
        acts={
          data &&
          data.folders.length > 0 && (
            <>
              <Button
                look="quiet"
                icon="exchange"
                keys="l"
                off={locked}
                onClick={() => void write(() => backend.inbox.look())}
              >
                {t('inbox.look')}
              </Button>
              {addButton()}
            </>
          )
        }
      >
        {data && data.taken + data.waits > 0 && (
          <span className="small ink-3 num" role="status">
            {[
              tn('inbox.takenCount', data.taken),
              ...(data.waits > 0 ? [tn('inbox.waits', data.waits)] : []),
            ].join(' · ')}
          </span>
        )}
      </Bar>
      {tabs}
      {state.error && (
        <ErrorNote
          title={t('inbox.broke')}
          text={tAny(state.error.key, state.error.params)}
          retry={() => void state.refetch()}
        />
      )}
      {taking.state === 'running' && (
        <div className="incident-busy">
          <Progress
            label={t('incident.reading')}
            done={taking.done}
            total={0}
            onStop={taking.stop}
          />
        </div>
      )}
      {missed.map(({ file, error }, i) => (
        <ErrorNote
          key={i}
          title={t('incident.notTakenOf', { file })}
          text={tAny(error.key, error.params)}
        />
      ))}
      {data && data.folders.length > 0 && <Folders folders={data.folders} locked={locked} />}
      {data && rows.length === 0 && (
        <EmptyState
          title={t(data.folders.length > 0 ? 'inbox.quiet' : 'inbox.empty')}
          lead={t(data.folders.length > 0 ? 'inbox.quietLead' : 'inbox.emptyLead')}
          acts={data.folders.length === 0 && addButton('primary')}
        />
      )}
      {rows.length > 0 && (
        <RowList
          label={t('inbox.list')}
          items={rows}
          keyOf={keyOf}
          rowHeight={(r) => (isGroup(r) ? 40 : 54)}
          isHeading={isGroup}
          selected={row && !isGroup(row) ? row.key : null}
          onSelect={setChosen}
          onOpen={() => here && canOpen && !locked && open(here)}
          takeFocus
          renderRow={(r) => (isGroup(r) ? <Group {...r} /> : <FileRow file={r.file} />)}
        />
      )}
      {here && !locked && (
        <div className="inbox-acts">
          <span className="grow small ink-2">{wordsOf(here).lead || here.name}</span>
          {canOpen && (
            <Button icon="arrowRight" keys="Enter" onClick={() => open(here)}>
              {t(here.state === 'review' ? 'inbox.openReview' : 'inbox.answer')}
            </Button>
          )}
          {mayReadAgain(here) && (
            <Button
              look="quiet"
              icon="restore"
              keys="r"
              onClick={() => void write(() => backend.inbox.again(here.n))}
            >
              {t('inbox.readAgain')}
            </Button>
          )}
          {waits && (
            <Button
              look="quiet"
              icon="declined"
              keys="x"
              onClick={() => void write(() => backend.inbox.leave(here.n))}
            >
              {t('inbox.leave')}
            </Button>
          )}
          {here.state === 'taken' && here.import !== '' && !here.withdrawn && (
            <Button look="quiet" icon="undo" keys="u" onClick={() => withdraw(here.import)}>
              {t('incident.withdraw')}
            </Button>
          )}
        </div>
      )}
      {asked && <QuestionDialog asked={asked} onAnswer={answer} onClose={leave} />}
      {adding && <AddDialog folder={adding} onClose={() => setAdding('')} />}
    </div>
  );
}

function Group({ group, count }: { group: string; count?: number }) {
  return (
    <div className="inbox-group">
      <span className="h3">{group}</span>{' '}
      {count !== undefined && <span className="small ink-3 num">{formatNumber(count)}</span>}
    </div>
  );
}

function FileRow({ file }: { file: InboxFile }) {
  const { state, lead } = wordsOf(file);
  return (
    <div className={`inbox-row ${file.withdrawn ? 'withdrawn' : file.state}`}>
      <Icon name={iconOf(file)} />
      <div className="grow">
        <div className="strong clip">{file.name}</div>
        <div className="small clip ink-3">
          <span className="ink-2">{state}</span>
          {lead && ` · ${lead}`}
        </div>
      </div>
      <div className="meta num">{formatMoment(file.at)}</div>
    </div>
  );
}
