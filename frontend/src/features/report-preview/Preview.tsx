import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import {
  useBackend,
  useSetting,
  type ReportChoice,
  type ReportFormat,
  type ReportKind,
  type Review,
} from '../../backend';
import { useCommands, type Command } from '../../commands';
import { flushTexts, useWrite } from '../../editing';
import { t, tAny, tn } from '../../i18n';
import { Button, ErrorNote, Note, showToast } from '../../ui';
import { IssueDialog } from './IssueDialog';
import { LeftOut } from './LeftOut';
import { Pages, type PagesHandle } from './Pages';
import './preview.css';
import { formats, PreviewHead } from './PreviewHead';
import { usePaper } from './usePaper';
import { WaitingSheet } from './Waiting';
import { nextZoom, parseZoom, type Zoom } from './zoom';

const reportKinds: readonly ReportKind[] = ['internal', 'executive', 'customer', 'regulator'];

const turns = [
  ['next', 'report.nextPage', 'PageDown'],
  ['previous', 'report.previousPage', 'PageUp'],
  ['first', 'report.firstPage', 'Home'],
  ['last', 'report.lastPage', 'End'],
] as const;

/** The report of the review as it will lie on paper, and it follows what is written. */
export function Preview({ review }: { review: Review }) {
  const router = useRouter();
  const backend = useBackend();
  const write = useWrite();
  const [kind, setKind] = useSetting('report.kind', 'internal');
  const [zoomText, setZoomText] = useSetting('report.zoom', '1');
  const [more, setMore] = useState<Pick<ReportChoice, 'audience' | 'asOf'>>({
    audience: '',
    asOf: '',
  });
  const choice: ReportChoice = {
    kind: reportKinds.find((k) => k === kind) ?? 'internal',
    ...more,
  };
  const { reader, paper, damaged, error, unset, removed, apart, seen, isStale, retry } = usePaper(
    review,
    choice,
  );
  const [issuing, setIssuing] = useState(false);
  const [showsLeftOut, setShowsLeftOut] = useState(false);
  const isOutside = choice.kind !== 'internal';
  const [page, setPage] = useState(1);
  const [scale, setScale] = useState(0);
  const pages = useRef<PagesHandle>(null);
  const zoom = parseZoom(zoomText);
  // The size of last time may be wider than the window of today.
  const [isChosen, setIsChosen] = useState(false);
  const setZoom = (z: Zoom) => {
    setIsChosen(true);
    setZoomText(String(z));
  };
  const step = (by: 1 | -1) => setZoom(nextZoom(scale, by));
  const count = paper?.sheets.length ?? 0;

  // The report was asked for: its keys count at once, without a press into it.
  useEffect(() => {
    const at = document.activeElement;
    if (count > 0 && (at === document.body || at?.matches('.step, .room'))) pages.current?.focus();
  }, [count]);

  async function save(format: ReportFormat = 'pdf') {
    await flushTexts();
    const file = await write(() => backend.reports.make(review.ref, choice, format));
    if (!file?.path) return;
    showToast({
      icon: 'file',
      text: t('report.printed', { name: file.path.split(/[/\\]/).at(-1) ?? file.path }),
      act: {
        label: t('report.open'),
        run: () => void write(() => backend.reports.open(file.path)),
      },
    });
  }
  async function view() {
    await flushTexts();
    const done = await write(async () => {
      await backend.reports.view(review.ref, choice);
      return true;
    });
    if (done) showToast({ icon: 'file', text: t('report.viewed') });
  }
  const leave = () => {
    if (router.history.canGoBack()) router.history.back();
    else void router.navigate({ to: '/reviews/$ref', params: { ref: review.ref } });
  };

  useCommands('pane', [
    ...turns.map(([to, title, key]): Command => ({
      id: `report.${to}`,
      title,
      keys: [key],
      group: 'move',
      run: () => pages.current?.turn(to),
    })),
    {
      id: 'report.zoomIn',
      title: 'report.zoomIn',
      keys: ['+', '='],
      group: 'see',
      run: () => step(1),
    },
    {
      id: 'report.zoomOut',
      title: 'report.zoomOut',
      keys: ['-'],
      group: 'see',
      run: () => step(-1),
    },
    {
      id: 'report.actual',
      title: 'report.actual',
      keys: ['0'],
      group: 'see',
      run: () => setZoom(1),
    },
    {
      id: 'report.fitWidth',
      title: 'report.fit.width',
      keys: ['w'],
      group: 'see',
      run: () => setZoom('width'),
    },
    {
      id: 'report.fitPage',
      title: 'report.fit.page',
      keys: ['p'],
      group: 'see',
      run: () => setZoom('page'),
    },
    {
      id: 'report.saveAs',
      title: 'report.saveAs',
      keys: ['Ctrl+s'],
      icon: 'file',
      group: 'file',
      run: () => save(),
    },
    ...(isOutside
      ? [
          {
            id: 'report.leftOut',
            title: 'report.leftOut.show',
            keys: ['l'],
            group: 'see',
            run: () => setShowsLeftOut((open) => !open),
          } satisfies Command,
        ]
      : []),
    ...formats.map(([format, title]): Command => ({
      id: `report.saveAs.${format}`,
      title,
      icon: 'file',
      group: 'file',
      run: () => save(format),
    })),
    {
      id: 'report.issue',
      title: 'report.issue',
      icon: 'file',
      group: 'file',
      keys: ['i'],
      run: () => setIssuing(true),
    },
    { id: 'report.view', title: 'report.view', icon: 'file', group: 'file', run: () => view() },
    {
      id: 'report.leave',
      title: 'report.leave',
      keys: ['Escape'],
      group: 'see',
      hidden: true,
      run: leave,
    },
  ]);

  const problem = error ?? null;
  return (
    <section className="paper-screen" aria-label={t('review.tab.report')}>
      <PreviewHead
        choice={choice}
        onChoice={({ kind: next, ...rest }) => {
          setKind(next);
          setMore(rest);
        }}
        page={Math.min(page, Math.max(1, count))}
        count={count}
        isStale={isStale && paper !== null && !problem && !damaged}
        zoom={zoom}
        scale={scale}
        onZoom={setZoom}
        onStep={step}
        onSave={(format) => void save(format)}
        onView={() => void view()}
        onIssue={() => setIssuing(true)}
      />
      {issuing && (
        <IssueDialog
          review={review.ref}
          choice={choice}
          seen={seen}
          onClose={() => setIssuing(false)}
        />
      )}
      {isShort(review) && <Note>{t('report.little')}</Note>}
      {unset.map((text) => (
        <Note key={text} tone="warn">
          {text}
        </Note>
      ))}
      {isOutside && paper && (
        <LeftOut
          removed={removed}
          apart={apart}
          open={showsLeftOut}
          onOpen={setShowsLeftOut}
          onKeep={(words, stays) =>
            void write(() => backend.reports.keep(review.ref, words, stays)).then(retry)
          }
        />
      )}
      {paper && (problem ?? damaged) && (
        <Note
          tone="warn"
          acts={
            <Button look="text" size="small" onClick={retry}>
              {t('act.tryAgain')}
            </Button>
          }
        >
          {t('report.notNewest')}{' '}
          {problem ? tAny(problem.key, problem.params) : t('report.damaged')}
        </Note>
      )}
      {paper ? (
        <Pages
          reader={reader}
          paper={paper}
          zoom={zoom}
          within={!isChosen}
          isStale={isStale && !problem && !damaged}
          onPage={setPage}
          onScale={setScale}
          handle={pages}
        />
      ) : problem || damaged ? (
        <ErrorNote
          title={t('report.cannotShow')}
          text={problem ? tAny(problem.key, problem.params) : t('report.damaged')}
          retry={retry}
        />
      ) : (
        <WaitingSheet />
      )}
      <span className="unseen" role="status">
        {count > 0 && !isStale && !problem ? tn('report.updated', count) : ''}
      </span>
    </section>
  );
}

/** Nothing yet that a report would be about. */
function isShort(review: Review): boolean {
  return (
    review.timeline.length === 0 &&
    review.causes.length === 0 &&
    review.factors.length === 0 &&
    review.actions.length === 0 &&
    review.sections.every((s) => s.text.trim() === '')
  );
}
