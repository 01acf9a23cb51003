import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import {
  parseError,
  useBackend,
  useConflicts,
  useDue,
  useHeld,
  useReviewList,
  useStudiesDue,
  useWorkspaceInfo,
} from '../../backend';
import { useCommandContext, useCommands, useRegistry } from '../../commands';
import { sentenceOf } from '../../editing';
import { formatDate, formatNumber, t, tAny, tn } from '../../i18n';
import {
  Bar,
  Button,
  EmptyState,
  ErrorNote,
  Icon,
  RowList,
  narrowWindow,
  showToast,
  useMedia,
} from '../../ui';
import { Aside } from './Aside';
import './home.css';
import type { Need } from './need';
import { isGroup, keyOf, needsOf, namedAsking, type Row } from './needs';
import { apart, mayBePutOff } from './putOff';
import { PutOffDialog } from './PutOffDialog';

const anyReview = {
  query: '',
  state: '',
  severity: '',
  trash: false,
  sort: 'changed',
} as const;

/** What needs the person today, and what was worked on last. */
export function Home() {
  const router = useRouter();
  const backend = useBackend();
  const registry = useRegistry();
  const locked = (useWorkspaceInfo().data?.readOnly ?? false) && t('reviews.readOnly');
  const conflicts = useConflicts();
  const held = useHeld();
  const due = useDue();
  const studies = useStudiesDue();
  const reviews = useReviewList(anyReview, 6);
  const asking = useReviewList(anyReview, namedAsking, true);
  const narrow = useMedia(narrowWindow);
  const [chosen, setChosen] = useState<string | null>(null);
  const [putting, setPutting] = useState<Need | null>(null);
  const [shown, setShown] = useState(false);

  const all =
    conflicts.data && due.data && asking.data
      ? needsOf(conflicts.data, held, due.data, asking.data, studies.data)
      : undefined;
  const needs = all && due.data ? apart(all, due.data.put_off) : undefined;
  const rows: Row[] = needs ? rowsOf(needs, shown) : [];
  const here = rows.find((r): r is Need => !isGroup(r) && r.key === chosen);
  const open = (need: Need | undefined) => need && router.history.push(need.href);
  const isOff = here !== undefined && (needs?.off ?? []).includes(here);

  async function takeUp(key: string) {
    try {
      await backend.reviews.takeUp(key);
    } catch (e) {
      showToast({ tone: 'warn', text: sentenceOf(parseError(e)) });
    }
  }

  async function saveDates() {
    try {
      const { path } = await backend.reviews.saveDates();
      if (path) showToast({ icon: 'takeOut', text: t('home.dates.saved', { path }) });
    } catch (e) {
      showToast({ tone: 'warn', text: sentenceOf(parseError(e)) });
    }
  }

  useCommandContext({ review: null, selection: null });
  useCommands('screen', [
    {
      id: 'home.open',
      title: 'home.open',
      params: { title: here?.title ?? '' },
      icon: 'arrowRight',
      group: 'move',
      when: () => here !== undefined,
      run: () => open(here),
    },
    {
      id: 'home.putOff',
      title: isOff ? 'home.takeUp' : 'home.putOff',
      keys: ['z'],
      icon: 'clock',
      group: 'write',
      when: (ctx) =>
        here !== undefined && (isOff || mayBePutOff(here)) && !ctx.readOnly && !ctx.inField,
      run: () => {
        if (here && isOff) void takeUp(here.key);
        else setPutting(here ?? null);
      },
    },
    {
      id: 'home.putOffShow',
      title: shown ? 'home.putOffHide' : 'home.putOffShow',
      keys: ['Shift+Z'],
      icon: 'eye',
      group: 'see',
      when: (ctx) => (needs?.off.length ?? 0) > 0 && !ctx.inField,
      run: () => setShown(!shown),
    },
    {
      id: 'home.dates',
      title: 'home.dates',
      keys: ['s'],
      icon: 'takeOut',
      group: 'file',
      when: (ctx) => !ctx.inField,
      run: () => void saveDates(),
    },
  ]);

  const failed = conflicts.error ?? due.error ?? reviews.error ?? asking.error;
  if (failed && !(needs && reviews.data)) {
    return (
      <div className="screen">
        <Bar title={<h1 className="h1">{t('area.home')}</h1>} />
        <ErrorNote
          title={t('home.cannotTell')}
          text={tAny(failed.key, failed.params)}
          retry={() =>
            void Promise.all([conflicts, due, reviews, asking].map((query) => query.refetch()))
          }
        />
      </div>
    );
  }
  if (!needs || !due.data || !reviews.data) return <div className="screen" aria-busy="true" />;

  const start = (look: 'primary' | undefined) => (
    <Button
      {...(look ? { look, size: 'large' as const, keys: 'n' } : {})}
      icon="plus"
      off={locked}
      onClick={() => registry.run('review.start')}
    >
      {t('reviews.start')}
    </Button>
  );
  if (reviews.data.total === 0 && rows.length === 0) {
    return (
      <div className="screen">
        <Bar title={<h1 className="h1">{t('area.home')}</h1>} />
        <EmptyState
          title={t('home.empty.title')}
          lead={t('home.empty.lead')}
          acts={start('primary')}
        />
      </div>
    );
  }
  return (
    <div className="screen">
      <Bar
        title={<h1 className="h1">{formatDate(due.data.day, 'day')}</h1>}
        acts={
          <>
            <Button look="quiet" icon="takeOut" keys="S" onClick={() => void saveDates()}>
              {t('home.dates')}
            </Button>
            {start(undefined)}
          </>
        }
      >
        <span className="small ink-2 clip">
          {needs.count === 0 ? t('home.needs.none') : tn('home.needs', needs.count)}
        </span>
      </Bar>
      <div className="home">
        <div className="home-needs">
          {rows.length === 0 ? (
            <EmptyState title={t('home.clear.title')} lead={t('home.clear.lead')} />
          ) : (
            <RowList
              label={t('home.needs.list')}
              items={rows}
              keyOf={keyOf}
              rowHeight={(r) => (isGroup(r) ? 44 : narrow ? 60 : 54)}
              isHeading={isGroup}
              selected={here?.key ?? null}
              onSelect={setChosen}
              onOpen={(key) => open(rows.find((r): r is Need => !isGroup(r) && r.key === key))}
              takeFocus
              renderRow={(r) => (isGroup(r) ? <Group {...r} /> : <NeedRow need={r} />)}
            />
          )}
          {here && !locked && (isOff || mayBePutOff(here)) && (
            <p className="home-more">
              <Button
                look="quiet"
                size="small"
                icon="clock"
                keys="z"
                onClick={() => (isOff ? void takeUp(here.key) : setPutting(here))}
              >
                {t(isOff ? 'home.takeUp' : 'home.putOff')}
              </Button>
            </p>
          )}
          {needs.off.length > 0 && (
            <p className="home-more">
              <span className="small ink-2">{tn('home.putOffs', needs.off.length)}</span>{' '}
              <Button look="text" size="small" onClick={() => setShown(!shown)}>
                {t(shown ? 'home.putOffHide' : 'home.putOffShow')}
              </Button>
            </p>
          )}
          {due.data.unread.length > 0 && (
            <p className="small ink-2 home-more" role="status">
              {t('home.unread', { refs: due.data.unread.join(', ') })}
            </p>
          )}
          {due.data.more && <p className="small ink-3 home-more">{t('home.more')}</p>}
        </div>
        <Aside reviews={reviews.data.rows} />
      </div>
      {putting && (
        <PutOffDialog
          need={putting}
          onTakeUp={(key) => void takeUp(key)}
          onClose={() => setPutting(null)}
        />
      )}
    </div>
  );
}

function rowsOf(
  needs: { waiting: Need[]; ahead: Need[]; off: Need[]; count: number },
  shown: boolean,
): Row[] {
  // One line may stand for several questions, so the rows do not count them.
  const group = (title: string, list: Need[], count: number): Row[] =>
    list.length === 0 ? [] : [{ group: title, count }, ...list];
  return [
    ...group(t('home.waiting'), needs.waiting, needs.count),
    ...group(t('home.ahead'), needs.ahead, needs.ahead.length),
    ...(shown ? group(t('home.putOff'), needs.off, needs.off.length) : []),
  ];
}

function Group({ group, count }: { group: string; count: number }) {
  return (
    <div className="home-group">
      <span className="h3">{group}</span>{' '}
      <span className="small ink-3 num">{formatNumber(count)}</span>
    </div>
  );
}

function NeedRow({ need }: { need: Need }) {
  return (
    <div className={`home-need ${need.late ? 'late' : ''}`}>
      <Icon name={need.icon} />
      <div className="grow">
        <div className="strong clip">{need.title}</div>
        <div className="small clip ink-3">
          <span className="ink-2">{need.kind}</span>
          {need.lead && ` · ${need.lead}`}
        </div>
      </div>
      <div className="home-when">
        <div className="small num">{need.when}</div>
        <div className="meta num">{need.day}</div>
      </div>
    </div>
  );
}
