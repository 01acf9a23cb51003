import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
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
import { t } from '../../i18n';
import { Note, showToast } from '../../ui';
import { IssueDialog } from './IssueDialog';
import { LeftOut } from './LeftOut';
import './preview.css';
import { formats, PreviewHead } from './PreviewHead';
import { Sheets } from './Sheets';
import { useLook } from './useLook';
import { usePaper } from './usePaper';

const reportKinds: readonly ReportKind[] = ['internal', 'executive', 'customer', 'regulator'];

/** The report of the review as it will lie on paper, and it follows what is written. */
export function Preview({ review }: { review: Review }) {
  const router = useRouter();
  const backend = useBackend();
  const write = useWrite();
  const [kind, setKind] = useSetting('report.kind', 'internal');
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
  const look = useLook(paper?.sheets.length ?? 0);

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
    ...look.commands,
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

  return (
    <section className="paper-screen" aria-label={t('review.tab.report')}>
      <PreviewHead
        choice={choice}
        onChoice={({ kind: next, ...rest }) => {
          setKind(next);
          setMore(rest);
        }}
        tools={look.tools}
        isStale={isStale && paper !== null && !error && !damaged}
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
          review={review}
          removed={removed}
          apart={apart}
          open={showsLeftOut}
          onOpen={setShowsLeftOut}
          onKeep={(key, stays) =>
            void write(() => backend.reports.keep(review.ref, key, stays)).then(retry)
          }
        />
      )}
      <Sheets
        reader={reader}
        paper={paper}
        problem={error}
        damaged={damaged}
        isStale={isStale}
        retry={retry}
        view={look.view}
      />
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
