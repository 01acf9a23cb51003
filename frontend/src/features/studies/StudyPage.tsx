import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useBackend, useStudy, useWorkspaceInfo, type Study } from '../../backend';
import { useCommands } from '../../commands';
import { useWrite } from '../../editing';
import { formatDate, formatNumber, t, tAny, tn } from '../../i18n';
import {
  Button,
  Chip,
  ConfirmDialog,
  EmptyState,
  ErrorNote,
  Note,
  Props,
  Section,
  showToast,
} from '../../ui';
import { Later } from './Later';
import { PlanForm } from './PlanForm';
import { Results } from './Results';
import { SaveMenu, studySaves } from './SaveMenu';
import { exposureWords, toneOf } from './words';

const origin = 'studies';

/** One study: what is asked, the plan, and what the checks said. */
export function StudyPage({ record }: { record: string }) {
  const read = useStudy(record);
  if (read.error && !read.data) {
    return read.error.code === 'not_found' ? (
      <EmptyState title={t('studies.gone')} lead={t('studies.gone.lead')} />
    ) : (
      <ErrorNote
        title={t('studies.cannotRead')}
        text={tAny(read.error.key, read.error.params)}
        retry={() => void read.refetch()}
      />
    );
  }
  if (!read.data) return <div className="screen" aria-busy="true" />;
  return <Page study={read.data} onSaved={() => read.refetch()} />;
}

function Page({ study: s, onSaved }: { study: Study; onSaved: () => Promise<unknown> }) {
  const backend = useBackend();
  const navigate = useNavigate();
  const write = useWrite();
  const locked = (useWorkspaceInfo().data?.readOnly ?? false) && t('reviews.readOnly');
  const [freezing, setFreezing] = useState(false);
  const settled = useRef<(() => Promise<unknown>) | null>(null);
  // The plan that is frozen is the one that is seen: a field left a moment ago is saved first.
  const freeze = async () => {
    await settled.current?.();
    setFreezing(true);
  };
  const draft = s.state === 'draft';
  const ready = draft && s.forecast !== null && !locked;
  const free = () => !locked;
  const checked = s.checks.some((c) => c.result !== null);
  // Of a plan that cannot be read there is no picture.
  const shows = !draft || s.problem === null;

  async function save(kind: string, format: string) {
    const file = await write(() => backend.studies.exportView(s.ref, kind, format));
    if (!file?.path) return; // the person closed the dialog
    const name = file.path.split(/[/\\]/).at(-1) ?? file.path;
    showToast({ icon: 'file', text: t('measures.saved', { name }) });
  }

  const check = () =>
    write(async () => {
      await backend.studies.check(s.ref, origin);
      await onSaved();
    });
  const follow = () =>
    write(async () => {
      const ref = await backend.studies.follow(s.ref, origin);
      await navigate({ to: '/measures/studies/$record', params: { record: ref } });
    });
  const undo = async (way: 'undo' | 'redo') => {
    const done = await write(() => backend.records[way](s.ref, origin));
    if (!done) return;
    await onSaved();
    const what = tAny(done.label.key, done.label.params);
    const text = t(way === 'undo' ? 'undo.done' : 'redo.done', { what });
    showToast({ icon: done.done ? way : 'info', text: done.done ? text : what, topic: 'undo' });
  };

  useCommands('pane', [
    {
      id: 'studies.freeze',
      title: 'studies.freeze',
      keys: ['f'],
      icon: 'verified',
      group: 'say',
      when: () => ready,
      run: () => void freeze(),
    },
    {
      id: 'studies.check',
      title: 'studies.take',
      keys: ['c'],
      icon: 'check',
      group: 'say',
      when: () => free() && s.state === 'due',
      run: () => void check(),
    },
    {
      id: 'studies.follow',
      title: 'studies.follow',
      icon: 'plus',
      group: 'write',
      when: () => free() && !draft,
      run: () => void follow(),
    },
    ...studySaves.map(
      (x) =>
        ({
          id: `studies.save.${x.id}`,
          title: x.title,
          keys: [x.keys],
          icon: 'file',
          group: 'file',
          when: () => shows && (checked || !x.checked),
          run: () => save(x.kind, x.format),
        }) as const,
    ),
    {
      id: 'studies.undo',
      title: 'act.undo',
      keys: ['Ctrl+z'],
      icon: 'undo',
      group: 'everywhere',
      when: () => free() && draft,
      run: () => undo('undo'),
    },
    {
      id: 'studies.redo',
      title: 'act.redo',
      keys: ['Ctrl+Shift+z'],
      icon: 'redo',
      group: 'everywhere',
      when: () => free() && draft,
      run: () => undo('redo'),
    },
  ]);

  return (
    <article className="study-page">
      <header>
        <p className="meta">
          <span className="mono">{s.ref}</span>
        </p>
        <h2 className="h1">{s.title}</h2>
        <About study={s} />
        <p className="study-line">
          <Chip tone={s.state === 'due' ? 'warn' : 'neutral'}>{s.state_word}</Chip>
          {s.verdict && <Chip tone={toneOf(s.verdict_code)}>{s.verdict}</Chip>}
          {s.frozen && (
            <span className="ink-2">
              {t('studies.frozenOn', { day: formatDate(s.frozen.day) })}{' '}
              <span className="mono ink-3">{s.frozen.hash.slice(0, 12)}</span>
            </span>
          )}
        </p>
        <div className="study-line">
          {draft && (
            <Button
              look="primary"
              icon="verified"
              keys="f"
              off={locked || (!ready && t('studies.incomplete'))}
              onClick={() => void freeze()}
            >
              {t('studies.freeze')}
            </Button>
          )}
          {s.state === 'due' && (
            <Button look="primary" icon="check" keys="c" off={locked} onClick={() => void check()}>
              {t('studies.take')}
            </Button>
          )}
          {!draft && (
            <Button look="quiet" off={locked} onClick={() => void follow()}>
              {t('studies.follow')}
            </Button>
          )}
          {shows && (
            <SaveMenu checked={checked} onSave={(kind, format) => void save(kind, format)} />
          )}
        </div>
      </header>
      {s.undecided > 0 && (
        <Note tone="warn">
          {tn('studies.undecided', s.undecided)} <a href="#/conflicts">{t('area.conflicts')}</a>
        </Note>
      )}
      {s.damaged && <Note tone="warn">{t('studies.damaged')}</Note>}
      <OtherPlans study={s} />
      {draft ? (
        <PlanForm study={s} locked={locked !== false} onSaved={onSaved} settled={settled} />
      ) : (
        <>
          {s.state === 'running' && s.forecast && s.verdict === '' && (
            <p className="study-told">
              <strong>{s.forecast.text}</strong>
            </p>
          )}
          {s.problem && <Note tone="warn">{s.problem.text}</Note>}
          <FrozenPlan study={s} />
        </>
      )}
      <Results study={s} />
      {!draft && <Later study={s} locked={locked !== false} onSaved={onSaved} />}
      {freezing && (
        <ConfirmDialog
          title={t('studies.freeze.title')}
          act={t('studies.freeze.act')}
          keep={t('act.cancel')}
          destructive={false}
          onAct={() => {
            setFreezing(false);
            void write(async () => {
              await backend.studies.freeze(s.ref, s.hash, origin);
              await onSaved();
            });
          }}
          onKeep={() => setFreezing(false)}
        >
          {t('studies.freeze.lead')}
        </ConfirmDialog>
      )}
    </article>
  );
}

function About({ study: s }: { study: Study }) {
  return (
    <>
      {s.subject_ref && (
        <p>
          <a href={`#/reviews/${s.subject_ref}/actions`}>{s.action || s.subject_ref}</a>{' '}
          <span className="ink-3">{s.subject_title}</span>
        </p>
      )}
      {s.plan.problem && <p>{s.plan.problem}</p>}
      {s.replaces && (
        <p className="small">
          <a href={`#/measures/studies/${s.replaces}`}>
            {t('studies.replaces', { ref: s.replaces })}
          </a>
        </p>
      )}
      {s.replaced_by && (
        <p className="small">
          <a href={`#/measures/studies/${s.replaced_by}`}>
            {t('studies.replacedBy', { ref: s.replaced_by })}
          </a>
        </p>
      )}
    </>
  );
}

/** Which of several plans holds, and what those beside it say. */
function OtherPlans({ study: s }: { study: Study }) {
  return (
    <>
      {s.holds && <Note tone="warn">{s.holds}</Note>}
      {s.others.map((o, i) => (
        <Note tone="info" key={o.hash || i}>
          {o.text}
          <ul>
            {o.differs.map((d) => (
              <li key={d.text}>{d.text}</li>
            ))}
          </ul>
          {o.results}
        </Note>
      ))}
    </>
  );
}

function FrozenPlan({ study: s }: { study: Study }) {
  const { plan } = s;
  const last = plan.checks[plan.checks.length - 1] ?? '';
  const rows = [
    { label: t('studies.field.service'), value: plan.service || t('studies.anyService') },
    {
      label: t('studies.field.severities'),
      value: plan.severities.join(', ') || t('studies.anySeverity'),
    },
    {
      label: t('studies.before'),
      value: t('studies.fromTo', {
        from: formatDate(plan.before_from),
        to: plan.before_to ? formatDate(plan.before_to) : t('studies.dayBefore'),
      }),
    },
    {
      label: t('studies.after'),
      value: t('studies.fromTo', { from: formatDate(plan.change), to: formatDate(last) }),
    },
    { label: t('studies.field.burn_in'), value: formatNumber(plan.burn_in) },
    {
      label: t('studies.field.exposure'),
      value: [exposureWords(plan.exposure), s.calendar_name, plan.unit].filter(Boolean).join(', '),
    },
  ];
  if (plan.excluded.length > 0) {
    rows.push({ label: t('studies.field.excluded'), value: plan.excluded.join('; ') });
  }
  if (plan.trigger.length > 0) {
    rows.push({ label: t('studies.field.trigger'), value: plan.trigger.join(', ') });
  }
  return (
    <Section title={t('studies.plan')}>
      <Props rows={rows} />
    </Section>
  );
}
