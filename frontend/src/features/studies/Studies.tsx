import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import {
  useNumberSetting,
  useStudies,
  useUnreadable,
  useWorkspaceInfo,
  type Study,
  type StudyState,
} from '../../backend';
import { useCommandContext, useCommands } from '../../commands';
import { flushTexts } from '../../editing';
import { formatNumber, t, tAny, tn, type MessageKey } from '../../i18n';
import {
  Bar,
  Button,
  EmptyState,
  ErrorNote,
  Icon,
  Note,
  Panes,
  RowList,
  useMedia,
  wideWindow,
} from '../../ui';
import { NewStudy } from './NewStudy';
import './studies.css';
import { StudyPage } from './StudyPage';
import { signOf, standsWords } from './words';

type Row =
  | { kind: 'head'; key: string; title: MessageKey; count: number }
  | { kind: 'study'; key: string; study: Study };

const heads: Readonly<Record<StudyState, MessageKey>> = {
  due: 'studies.group.due',
  draft: 'studies.group.draft',
  running: 'studies.group.running',
  known: 'studies.group.known',
};

/** Did it work? The studies by where they stand, and one of them beside. */
export function Studies({ record, tabs }: { record: string | undefined; tabs: ReactNode }) {
  const navigate = useNavigate();
  const studies = useStudies();
  const damaged = useUnreadable('study').data ?? [];
  const locked = (useWorkspaceInfo().data?.readOnly ?? false) && t('reviews.readOnly');
  const wide = useMedia(wideWindow);
  const [width, setWidth] = useNumberSetting('pane.studies.left', wide ? 360 : 300);
  const [asked, setAsked] = useState(false);
  const open = (ref: string) =>
    void navigate({ to: '/measures/studies/$record', params: { record: ref } });
  // Leaving a page saves what is typed in it.
  useEffect(() => () => void flushTexts(), [record]);

  useCommandContext({ review: null, selection: null });
  useCommands('screen', [
    {
      id: 'studies.new',
      title: 'studies.new',
      keys: ['n'],
      icon: 'plus',
      group: 'write',
      when: () => !locked,
      run: () => setAsked(true),
    },
  ]);

  const list = studies.data ?? [];
  // A study that was just begun elsewhere is not in the list that was read before, and a
  // list that takes the keyboard chooses its first row where it does not know the chosen
  // one: the list is read anew first.
  const missing = record !== undefined && !list.some((one) => one.ref === record);
  const [looked, setLooked] = useState<string | undefined>();
  const { refetch } = studies;
  useEffect(() => {
    if (missing && looked !== record) void refetch().finally(() => setLooked(record));
  }, [missing, looked, record, refetch]);
  const comes = missing && looked !== record;
  const here = record ?? list[0]?.ref;
  const add = (look: 'primary' | 'plain') => (
    <Button look={look} icon="plus" keys="n" off={locked} onClick={() => setAsked(true)}>
      {t('studies.new')}
    </Button>
  );
  return (
    <div className="screen">
      <Bar title={<h1 className="h1">{t('area.measures')}</h1>} />
      {tabs}
      {damaged.length > 0 && (
        <Note tone="warn">{t('governance.unreadable', { refs: damaged.join(', ') })}</Note>
      )}
      {studies.error && !studies.data ? (
        <ErrorNote
          title={t('studies.cannotList')}
          text={tAny(studies.error.key, studies.error.params)}
          retry={() => void studies.refetch()}
        />
      ) : !studies.data || comes ? (
        <div className="screen" aria-busy="true" />
      ) : list.length === 0 && record === undefined ? (
        <EmptyState
          title={t('studies.none')}
          lead={t('studies.none.lead')}
          acts={
            <>
              {add('primary')}
              <a href="#/help/studies">{t('studies.help')}</a>
            </>
          }
        />
      ) : (
        <Panes
          left={{
            label: t('studies.list'),
            width,
            min: 240,
            max: 480,
            onWidth: setWidth,
            content: (
              <>
                <div className="study-list-head">
                  {add('plain')}
                  <a className="small" href="#/help/studies">
                    {t('studies.help')}
                  </a>
                </div>
                <RowList
                  label={t('studies.list')}
                  items={rowsOf(list)}
                  keyOf={(r) => r.key}
                  rowHeight={(r) => (r.kind === 'head' ? 40 : 52)}
                  measure
                  isHeading={(r) => r.kind === 'head'}
                  selected={here ?? null}
                  onSelect={open}
                  takeFocus={!missing}
                  renderRow={(r) =>
                    r.kind === 'head' ? (
                      <div className="row-group">
                        <span className="h3">{t(r.title)}</span>{' '}
                        <span className="small ink-3 num">{formatNumber(r.count)}</span>
                      </div>
                    ) : (
                      <StudyRow study={r.study} />
                    )
                  }
                />
              </>
            ),
          }}
        >
          <div className="study-scroll">{here ? <StudyPage key={here} record={here} /> : null}</div>
        </Panes>
      )}
      {asked && (
        <NewStudy
          onClose={() => setAsked(false)}
          onMade={(ref) => {
            setAsked(false);
            void studies.refetch();
            open(ref);
          }}
        />
      )}
    </div>
  );
}

function rowsOf(list: readonly Study[]): Row[] {
  const rows: Row[] = [];
  for (const study of list) {
    const key = `state ${study.state}`;
    if (!rows.some((r) => r.key === key)) {
      const count = list.filter((s) => s.state === study.state).length;
      rows.push({ kind: 'head', key, title: heads[study.state], count });
    }
    rows.push({ kind: 'study', key: study.ref, study });
  }
  return rows;
}

function StudyRow({ study: s }: { study: Study }) {
  return (
    <div className="row-lines">
      <Icon name={signOf(s)} />
      <div className="grow">
        <div className="strong">{s.title}</div>
        <div className="meta">{standsWords(s)}</div>
        {s.undecided > 0 && <div className="meta">{tn('studies.undecided', s.undecided)}</div>}
      </div>
    </div>
  );
}
