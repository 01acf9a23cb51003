import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useNumberSetting, useWorkspaceInfo, type ImportPreview } from '../../backend';
import { useCommandContext, useCommands } from '../../commands';
import { t, tAny, tn } from '../../i18n';
import {
  Bar,
  Button,
  EmptyState,
  ErrorNote,
  Panes,
  Progress,
  useMedia,
  wideWindow,
} from '../../ui';
import { Account } from './Account';
import { ChannelsDialog } from './ChannelsDialog';
import { Equation } from './Equation';
import { FileDetail } from './FileDetail';
import { FileList } from './FileList';
import './import.css';
import { askedOf, asksForZone, importedOf, mayLeaveOut, sumOf, type Sum } from './model';
import { Proposal } from './Proposal';
import { useImport } from './useImport';
import { WhereDialog } from './WhereDialog';
import { ZoneChoice } from './ZoneChoice';

// Asked once per run of the window: whoever chose the sample meant it.
let sampleChosen = false;

/** Brings post-mortems in: choose, look at what was understood, then import. */
export function ImportScreen() {
  useCommandContext({ review: null, selection: null });
  const { listing, preview, apply, ...io } = useImport();
  const dropped = useLocation({ select: (l) => l.state.paths });
  const info = useWorkspaceInfo();
  const [asking, setAsking] = useState(false);

  const seen = useRef<string[] | undefined>(undefined);
  const { look } = io;
  useEffect(() => {
    if (dropped && dropped !== seen.current) {
      seen.current = dropped;
      look(dropped);
    }
  });

  const busy = [apply, preview, listing].find((job) => job.state === 'running') ?? null;
  const error = apply.error ?? preview.error ?? listing.error;
  const found = preview.result;
  const sum = found ? sumOf(found, io.leftOut) : null;
  const shown = found?.files[io.at];
  const asked = found ? askedOf(found, io.leftOut) : 0;
  const changed = sum && io.merge ? sum.updated - asked : 0;
  const count = sum ? sum.created + changed : 0;
  const ready = found !== null && !busy && !io.account;

  const choose = async () => look((await io.choose()) ?? []);
  const chooseFolder = async () => look(await io.chooseFolder());
  const start = () => {
    if (info.data?.sample && !sampleChosen) setAsking(true);
    else io.run();
  };
  useCommands('screen', [
    {
      id: 'import.choose',
      title: 'import.choose',
      keys: ['Ctrl+O'],
      icon: 'file',
      group: 'file',
      inField: true,
      when: () => !busy,
      run: choose,
    },
    {
      id: 'import.chooseFolder',
      title: 'import.chooseFolder',
      keys: ['Ctrl+Shift+O'],
      icon: 'folder',
      group: 'file',
      inField: true,
      when: () => !busy,
      run: chooseFolder,
    },
    {
      id: 'import.run',
      title: 'import.run',
      keys: ['Ctrl+Enter'],
      icon: 'bringIn',
      group: 'file',
      inField: true,
      when: () => ready && count > 0,
      run: start,
    },
    {
      id: 'import.skip',
      title: 'import.skip',
      keys: ['x'],
      icon: 'close',
      group: 'file',
      when: () => ready && shown !== undefined && mayLeaveOut(shown),
      run: () => io.leaveOut(io.at),
    },
  ]);

  return (
    <div className="screen">
      <Bar
        title={<h1 className="h1">{t('import.title')}</h1>}
        acts={
          ready && (
            <>
              <Button look="quiet" onClick={io.clear}>
                {t('act.cancel')}
              </Button>
              <Button
                look="primary"
                off={count === 0 && whyNothing(sum, asked)}
                keys="Ctrl+Enter"
                onClick={start}
              >
                {runWords(sum, changed)}
              </Button>
            </>
          )
        }
      >
        {ready && <span className="small ink-3">{t('import.nothingYet')}</span>}
      </Bar>
      {error && (
        <ErrorNote
          title={t('import.failed')}
          text={tAny(error.key, error.params)}
          retry={io.readAgain}
        >
          <Button look="quiet" onClick={io.clear}>
            {t('import.otherFiles')}
          </Button>
        </ErrorNote>
      )}
      {busy && (
        <div className="import-busy">
          <Progress
            label={busyWords(busy === apply, busy === listing, busy.label)}
            done={busy.done}
            total={busy.total}
            onStop={busy.stop}
          />
        </div>
      )}
      {ready && !error && (
        <Preview
          preview={found}
          at={io.at}
          onAt={io.setAt}
          zone={io.zone}
          onZone={io.setZone}
          merge={io.merge}
          onMerge={io.setMerge}
          leftOut={io.leftOut}
          onLeaveOut={io.leaveOut}
          told={io.told}
          onTold={io.takeTold}
          job={preview.id}
          leftPieces={io.leftPieces}
          onLeavePieces={io.leavePieces}
          onAsText={io.readAsText}
          onNewer={io.sayNewer}
        />
      )}
      {io.account && !busy && (
        <Account
          result={io.account}
          broken={io.broken}
          files={io.broken || !found ? [] : importedOf(found, io.leftOut, io.merge)}
          onMore={io.clear}
        />
      )}
      {!busy && !found && !error && (
        <EmptyState
          title={t('import.empty.title')}
          lead={t('import.empty.lead')}
          acts={
            <>
              <Button
                look="primary"
                size="large"
                icon="file"
                keys="Ctrl+O"
                onClick={() => void choose()}
              >
                {t('import.choose')}
              </Button>
              <Button
                size="large"
                icon="folder"
                keys="Ctrl+Shift+O"
                onClick={() => void chooseFolder()}
              >
                {t('import.chooseFolder')}
              </Button>
            </>
          }
        >
          <p className="small ink-3 import-drop">{t('import.empty.hint')}</p>
        </EmptyState>
      )}
      {io.offered && (
        <ChannelsDialog list={io.offered.list} onTake={io.take} onClose={io.takeNone} />
      )}
      {asking && (
        <WhereDialog
          onClose={() => setAsking(false)}
          onSample={() => {
            sampleChosen = true;
            setAsking(false);
            io.run();
          }}
          onOwn={() => {
            setAsking(false);
            void io.toOwn();
          }}
        />
      )}
    </div>
  );
}

function busyWords(writing: boolean, listing: boolean, label: string): string {
  if (label) return label;
  if (writing) return t('import.writing');
  return t(listing ? 'import.looking' : 'import.reading');
}

/** What the button does: it never says "nothing" where something waits to be said. */
function runWords(sum: Sum | null, changed: number): string {
  if (!sum) return '';
  if (sum.created > 0 && changed > 0)
    return t('import.applyBoth', { created: sum.created, updated: changed });
  if (sum.created > 0) return tn('import.apply', sum.created);
  if (changed > 0) return tn('import.applyUpdate', changed);
  return t(sum.updated > 0 ? 'import.applyWaits' : 'import.applyNone');
}

function whyNothing(sum: Sum | null, asked: number): string {
  if (!sum) return '';
  if (asked > 0 && asked === sum.updated) return t('import.onlyAsked');
  if (sum.updated > 0) return t('import.onlyProposals');
  return sum.same > 0 ? t('import.nothingNew') : t('import.nothingReadable');
}

function Preview({
  preview,
  at,
  onAt,
  zone,
  onZone,
  merge,
  onMerge,
  leftOut,
  onLeaveOut,
  told,
  onTold,
  job,
  leftPieces,
  onLeavePieces,
  onAsText,
  onNewer,
}: {
  preview: ImportPreview;
  at: number;
  onAt: (at: number) => void;
  zone: string;
  onZone: (zone: string) => void;
  merge: boolean;
  onMerge: (merge: boolean) => void;
  leftOut: ReadonlySet<number>;
  onLeaveOut: (at: number) => void;
  told: ReadonlySet<number>;
  onTold: (at: number) => void;
  /** The job that made the preview. */
  job: string;
  leftPieces: ReadonlyMap<number, ReadonlySet<string>>;
  onLeavePieces: (at: number, keys: readonly string[], leave: boolean) => void;
  onAsText: (sha256: string) => void;
  onNewer: (sha256: string, is: boolean) => void;
}) {
  const wide = useMedia(wideWindow);
  const [width, setWidth] = useNumberSetting('pane.import.left', wide ? 380 : 320);
  const sum = sumOf(preview, leftOut);
  const file = preview.files[at];
  const changed = sum.updated - askedOf(preview, leftOut);
  return (
    <>
      <div className="import-head">
        <Equation sum={sum} />
        {leftOut.size > 0 && <p className="meta">{tn('import.leftOut', leftOut.size)}</p>}
        <div className="import-choices">
          {(zone !== '' || asksForZone(preview)) && <ZoneChoice zone={zone} onZone={onZone} />}
          {changed > 0 && (
            <label className="import-merge">
              <input type="checkbox" checked={merge} onChange={(e) => onMerge(e.target.checked)} />
              <span>
                {tn('import.merge', changed)}
                <span className="meta import-merge-help">{t('import.mergeHelp')}</span>
              </span>
            </label>
          )}
        </div>
      </div>
      <Panes
        left={{
          label: t('import.files'),
          width,
          min: 252,
          max: 480,
          onWidth: setWidth,
          content: (
            <FileList files={preview.files} selected={at} onSelect={onAt} leftOut={leftOut} />
          ),
        }}
      >
        {file && (
          <FileDetail
            key={at}
            file={file}
            leftOut={leftOut.has(at)}
            onLeaveOut={() => onLeaveOut(at)}
            told={told.has(at)}
            onTold={() => onTold(at)}
            onAsText={() => onAsText(file.sha256)}
            onNewer={(is) => onNewer(file.sha256, is)}
            proposal={
              file.status === 'proposal' && (
                <Proposal
                  job={job}
                  place={at}
                  told={told.has(at)}
                  merge={merge && !leftOut.has(at)}
                  left={leftPieces.get(at)}
                  onLeave={(keys, leave) => onLeavePieces(at, keys, leave)}
                />
              )
            }
          />
        )}
      </Panes>
    </>
  );
}
