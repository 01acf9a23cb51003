import { useRef, useState } from 'react';
import { useBackend, type HistoryRow, type Review } from '../../backend';
import { useCommands, useRegistry } from '../../commands';
import { useReadOnly, useWrite } from '../../editing';
import { t, tAny, tn } from '../../i18n';
import { Button, ErrorNote, RowList, showToast } from '../../ui';
import { DayHead, More, toItems } from './items';
import { useHistoryPlace } from './place';
import { StepRow } from './StepRow';
import { useLine } from './useHistory';
import { placeWords } from './words';

/** The values of one field, newest first: when, by whom, and what stood there before. */
export function FieldLine({ review, path }: { review: Review; path: string }) {
  const backend = useBackend();
  const write = useWrite();
  const registry = useRegistry();
  const locked = useReadOnly();
  const { goAll, goThen } = useHistoryPlace(review.ref);
  const line = useLine(review.ref, path);
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const place = placeWords(review, path);

  const rows = line.data?.pages.flatMap((p) => p.rows) ?? [];
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = line;
  const at = rows.find((r) => String(r.step) === chosen) ?? rows[0];
  const whyNot = at ? whyNotBack(rows, at, path) : t('history.chooseStep');

  async function takeBack() {
    if (!at || locked || whyNot) return;
    const done = await write(() => backend.records.takeBack(review.ref, path, at.step, ''));
    if (!done) return;
    setChosen(null);
    list.current?.focus();
    showToast({
      icon: 'undo',
      text: t('history.tookBack', { place }),
      undo: () => void registry.run('edit.undo'),
    });
  }

  useCommands('pane', [
    {
      id: 'history.then',
      title: 'history.asThen',
      keys: ['t'],
      icon: 'clock',
      group: 'see',
      when: (ctx) => !ctx.inField && at !== undefined,
      run: () => at && goThen(at.step),
    },
    {
      id: 'history.takeBack',
      title: 'history.takeBack',
      keys: ['b'],
      icon: 'undo',
      group: 'write',
      when: (ctx) => !ctx.inField && !ctx.readOnly && !whyNot,
      run: () => void takeBack(),
    },
    {
      id: 'history.all',
      title: 'history.allSteps',
      keys: ['Escape'],
      icon: 'arrowLeft',
      group: 'see',
      when: (ctx) => !ctx.inField,
      run: goAll,
    },
  ]);

  if (line.error && !line.data) {
    return (
      <ErrorNote
        title={t('history.cannotShow')}
        text={tAny(line.error.key, line.error.params)}
        retry={() => void line.refetch()}
      >
        <Button look="quiet" onClick={goAll}>
          {t('history.allSteps')}
        </Button>
      </ErrorNote>
    );
  }
  if (!line.data) return <div className="screen" aria-busy="true" />;
  return (
    <div className="history">
      <div className="history-bar">
        <Button look="quiet" icon="arrowLeft" keys="Escape" onClick={goAll}>
          {t('history.allSteps')}
        </Button>
        <h2 className="h3 history-of clip">{t('history.lineTitle', { place })}</h2>
        <span className="small ink-3 num grow" role="status">
          {[
            !hasNextPage && tn('history.changes', rows.filter((r) => r.changes.length > 0).length),
            !locked && rows.length > 0 && whyNot,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <Button
          look="quiet"
          icon="clock"
          keys="T"
          off={!at && t('history.chooseStep')}
          onClick={() => at && goThen(at.step)}
        >
          {t('history.asThen')}
        </Button>
        {!locked && (
          <Button icon="undo" keys="B" off={whyNot} onClick={() => void takeBack()}>
            {t('history.takeBack')}
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="ink-2 history-none">{t('history.noLine')}</p>
      ) : (
        <RowList
          label={t('history.lineTitle', { place })}
          items={toItems(rows, hasNextPage)}
          keyOf={(i) => i.id}
          rowHeight={(i) => (i.kind === 'step' ? 64 : 44)}
          isHeading={(i) => i.kind !== 'step'}
          selected={at ? String(at.step) : null}
          onSelect={setChosen}
          onOpen={(id) => goThen(Number(id))}
          measure
          takeFocus
          listRef={list}
          renderRow={(i) =>
            i.kind === 'day' ? (
              <DayHead at={i.at} zone={i.zone} />
            ) : i.kind === 'more' ? (
              <More busy={isFetchingNextPage} onShow={() => void fetchNextPage()} />
            ) : (
              <StepRow review={review} row={i.row} open path={path} />
            )
          }
        />
      )}
    </div>
  );
}

/** Why the value after a step cannot be taken back: it stands there, or nothing did. */
function whyNotBack(rows: readonly HistoryRow[], at: HistoryRow, path: string): string | false {
  if (at.changes.length === 0) return t('history.noValue');
  if (at === rows.find((r) => r.changes.length > 0)) return t('history.isNow');
  const went = at.changes.some((c) => c.path === path && !c.after && !path.split('/')[2]);
  return went && path.includes('/') ? t('history.wasGone') : false;
}
