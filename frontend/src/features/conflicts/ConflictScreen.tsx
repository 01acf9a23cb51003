import { useRouterState } from '@tanstack/react-router';
import { useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import {
  useConflicts,
  useNumberSetting,
  useWorkspaceInfo,
  type ConflictSide,
  type Undecided,
} from '../../backend';
import { useCommandContext, useCommands, type Command } from '../../commands';
import { sideAt } from '../../editing';
import { formatAct, formatNumber, t, tAny } from '../../i18n';
import { Bar, EmptyState, ErrorNote, Note, Panes, useMedia, wideWindow } from '../../ui';
import { ConflictList } from './ConflictList';
import './conflicts.css';
import { Decide } from './Decide';
import { useAnswer } from './useAnswer';
import { Decisions } from './Decisions';
import { Where } from './Where';
import { isAsked, isOpen, keyOf, placeOf, shownText, titleOf, whose } from './words';

const titles: Partial<Record<ConflictSide, 'conflicts.takeFirst' | 'conflicts.takeSecond'>> = {
  '1': 'conflicts.takeFirst',
  '2': 'conflicts.takeSecond',
};

/** What two people changed differently, one question at a time. */
export function ConflictScreen() {
  const conflicts = useConflicts();
  const asked = useRouterState({
    select: ({ location }) => new URLSearchParams(location.searchStr).get('at') ?? '',
  });
  if (conflicts.error && !conflicts.data) {
    return (
      <div className="screen">
        <Bar title={<h1 className="h1">{t('area.conflicts')}</h1>} />
        <ErrorNote
          title={t('conflicts.cannotList')}
          text={tAny(conflicts.error.key, conflicts.error.params)}
          retry={() => void conflicts.refetch()}
        />
      </div>
    );
  }
  if (!conflicts.data) return <div className="screen" aria-busy="true" />;
  return <Room key={asked} list={conflicts.data} asked={asked} />;
}

function Room({ list, asked }: { list: readonly Undecided[]; asked: string }) {
  const [selected, setSelected] = useState<string | null>(null);
  const wide = useMedia(wideWindow);
  const [width, setWidth] = useNumberSetting('pane.conflicts.left', wide ? 420 : 340);
  const readOnly = useWorkspaceInfo().data?.readOnly ?? false;
  const ownField = useRef<HTMLDivElement | null>(null);
  const open = list.filter(isOpen);
  const here =
    list.find((c) => keyOf(c) === selected) ??
    list.find((c) => selected === null && isAsked(c, asked)) ??
    open[0] ??
    list[0];
  const at = here ? list.indexOf(here) : -1;
  const nextOpen = here
    ? (open.find((c) => list.indexOf(c) > at) ?? open.find((c) => c !== here))
    : undefined;
  const goTo = (c: Undecided | undefined) => c && setSelected(keyOf(c));
  const arrivingRef = useRef(false);
  const answer = useAnswer(
    here,
    () => {
      arrivingRef.current = true;
      // Where none is left, the one that was decided shows how.
      goTo(nextOpen ?? here);
    },
    (c) => {
      arrivingRef.current = true;
      goTo(c);
    },
  );

  const can = (choice: Undecided['choices'][number]) => () =>
    !readOnly && here !== undefined && isOpen(here) && here.choices.includes(choice);
  const writeOwn = () => {
    // At once: whoever goes on typing without a pause must find the field there.
    flushSync(() => answer.choose('text'));
    const field = ownField.current?.querySelector<HTMLElement>('input, textarea, select');
    field?.focus();
    // What is added goes to the end, as in every text that one takes up again.
    if (field instanceof HTMLTextAreaElement) {
      field.setSelectionRange(field.value.length, field.value.length);
    }
  };
  /** Back to the keys of the versions; what was written stays in the field. */
  const leaveField = () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  useCommandContext({ review: null, selection: null });
  useCommands('screen', [
    ...(here?.shown ?? [])
      .map((_, i) => sideAt(i))
      .map((side): Command => ({
        id: `conflicts.take${side}`,
        title: titles[side] ?? 'conflicts.takeNumber',
        params: { n: side },
        keys: [side],
        icon: 'check',
        group: 'say',
        when: can(side),
        run: () => answer.choose(side),
      })),
    {
      id: 'conflicts.both',
      title: 'conflicts.both',
      keys: ['b'],
      icon: 'exchange',
      group: 'say',
      when: can('both'),
      run: () => answer.choose('both'),
    },
    {
      id: 'conflicts.own',
      title: 'conflicts.own',
      keys: ['e'],
      icon: 'pen',
      group: 'write',
      when: can('text'),
      run: writeOwn,
    },
    {
      id: 'conflicts.decide',
      title: 'conflicts.decide',
      keys: ['Enter'],
      icon: 'check',
      group: 'write',
      // Enter alone writes a line where somebody types.
      when: (ctx) => can(answer.choice)() && !ctx.inField,
      run: answer.decide,
    },
    {
      id: 'conflicts.decideInField',
      title: 'conflicts.decide',
      keys: ['Ctrl+Enter'],
      group: 'write',
      inField: true,
      hidden: true,
      when: can(answer.choice),
      run: answer.decide,
    },
    {
      id: 'conflicts.takeBack',
      title: 'act.undo',
      keys: ['Ctrl+Z'],
      icon: 'undo',
      group: 'everywhere',
      when: () => !readOnly && answer.canTakeBack,
      run: answer.takeBack,
    },
    {
      id: 'conflicts.leaveField',
      title: 'conflicts.leaveField',
      keys: ['Escape'],
      group: 'move',
      inField: true,
      hidden: true,
      when: (ctx) => ctx.inField && here !== undefined && isOpen(here),
      run: leaveField,
    },
    {
      id: 'conflicts.next',
      title: 'conflicts.nextOne',
      keys: ['j'],
      icon: 'arrowDown',
      group: 'move',
      run: () => goTo(list[Math.min(at + 1, list.length - 1)]),
    },
    {
      id: 'conflicts.previous',
      title: 'conflicts.previousOne',
      keys: ['k'],
      icon: 'arrowUp',
      group: 'move',
      run: () => goTo(list[Math.max(at - 1, 0)]),
    },
  ]);

  return (
    <div className="screen conflicts">
      <Bar
        tight
        title={<h1 className="h2">{t('area.conflicts')}</h1>}
        acts={
          <>
            <a className="small" href="#/help/conflicts">
              {t('conflicts.help')}
            </a>
            {list.length > 0 && (
              <span className="small ink-2 num" role="status">
                {t('conflicts.progress', {
                  done: formatNumber(list.length - open.length),
                  total: formatNumber(list.length),
                })}
              </span>
            )}
          </>
        }
      >
        <span className="small ink-2 clip">{t('conflicts.lead')}</span>
      </Bar>
      {list.length === 0 || !here ? (
        <EmptyState title={t('conflicts.none')} lead={t('conflicts.none.lead')} />
      ) : (
        <Panes
          left={{
            label: t('conflicts.list'),
            width,
            min: 280,
            max: 560,
            onWidth: setWidth,
            content: (
              <ConflictList conflicts={list} selected={keyOf(here)} onSelect={setSelected} />
            ),
          }}
        >
          <div className="scroll decide-scroll">
            {open.length === 0 && <Note>{t('conflicts.allDecided')}</Note>}
            {isOpen(here) ? (
              <Decide
                key={keyOf(here)}
                conflict={here}
                answer={{
                  ...answer,
                  choose: (x) => (x === 'text' ? writeOwn() : answer.choose(x)),
                }}
                ownField={ownField}
                arrivingRef={arrivingRef}
                readOnly={readOnly}
                next={nextOpen}
                onLater={() => goTo(nextOpen)}
              />
            ) : (
              <Decided conflict={here} arrivingRef={arrivingRef} />
            )}
          </div>
        </Panes>
      )}
    </div>
  );
}

/** How it was decided; both versions stay to be read. */
function Decided({
  conflict: c,
  arrivingRef,
}: {
  conflict: Undecided;
  arrivingRef: RefObject<boolean>;
}) {
  return (
    <article className="decide" aria-label={titleOf(c)}>
      <p className="decide-review small ink-2">
        <a href={placeOf(c)}>{c.ref}</a> {c.title}
      </p>
      <Where arrivingRef={arrivingRef}>{titleOf(c)}</Where>
      {c.apart && <p className="ink-2">{t('conflicts.decidedApartAgain')}</p>}
      {c.decisions.length > 0 ? (
        <Decisions conflict={c} />
      ) : (
        <p className="ink-2">
          {t('conflicts.decidedWhen', { time: c.decided_at ? formatAct(c.decided_at) : '' })}
          {c.why && <> “{c.why}”</>}
        </p>
      )}
      {!c.apart && <pre className="decided-value">{shownText(c, c.decision)}</pre>}
      <h3 className="label">{t('conflicts.versions')}</h3>
      {c.shown.map((v, i) => (
        <div key={i} className="decided-other">
          <p className="meta">
            {[whose(c, i).name, v.at && formatAct(v.at)].filter(Boolean).join(', ')}
          </p>
          <pre>{shownText(c, v.text)}</pre>
        </div>
      ))}
      <p className="small ink-3">{t('conflicts.again')}</p>
    </article>
  );
}
