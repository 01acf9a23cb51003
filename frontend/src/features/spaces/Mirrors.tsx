import {
  parseError,
  useBackend,
  useJob,
  useMirrors,
  type MirrorProblem,
  type SpaceMirror,
  type SpaceState,
} from '../../backend';
import { useWrite, wayTo } from '../../editing';
import { formatNumber, t, tAny } from '../../i18n';
import { Icon, showToast } from '../../ui';

/** The mirror folders of the spaces: their beginning, their end, and what each is. */
export function useMirroring() {
  const backend = useBackend();
  const write = useWrite();
  const mirrors = useMirrors();
  const job = useJob<SpaceMirror>();
  const list = mirrors.data ?? [];
  return {
    list,
    of: (id: string) => list.find((m) => m.id === id),
    busy: job.state === 'running',
    error: job.error,
    begin: async (id: string) => {
      const folder = await write(() => backend.spaces.chooseFolder());
      if (!folder) return;
      job.start(
        () => backend.spaces.mirror(id, folder),
        async (jobId) => {
          const made = await backend.spaces.mirrorResult(jobId);
          await mirrors.refetch();
          showToast({
            icon: 'check',
            text: t('spaces.mirror.begun', { folder: made.folder }),
            topic: 'mirror',
          });
          return made;
        },
      );
    },
    end: async (mirror: SpaceMirror) => {
      const gone = await write(async () => {
        await backend.spaces.endMirror(mirror.id);
        return true;
      });
      if (!gone) return;
      await mirrors.refetch();
      showToast({
        icon: 'check',
        text: t('spaces.mirror.ended', { folder: mirror.folder }),
        topic: 'mirror',
      });
    },
  };
}

/** What the files of the mirror folders have to tell: which are not taken, and why. */
export function Mirrors({
  mirrors,
  spaces,
}: {
  mirrors: readonly SpaceMirror[];
  spaces: readonly SpaceState[];
}) {
  const telling = mirrors.filter((m) => m.error || m.problems.length > 0);
  if (telling.length === 0) return null;
  return (
    <section className="spaces-account" aria-label={t('spaces.mirror.told')}>
      {telling.map((m) => (
        <article key={m.id} className="space-account">
          <h2 className="h2 line">
            <Icon name="warn" className="warn" />
            {t('spaces.mirror.of', { name: spaces.find((s) => s.id === m.id)?.name ?? m.folder })}
          </h2>
          {m.error && (
            <p className="ink-2" role="alert">
              {errorWords(m.error)}
            </p>
          )}
          <ul>
            {m.problems.map((p, i) => (
              <Problem key={i} problem={p} />
            ))}
          </ul>
        </article>
      ))}
    </section>
  );
}

function errorWords(text: string) {
  const error = parseError(text);
  return tAny(error.key, error.params);
}

function Problem({ problem: p }: { problem: MirrorProblem }) {
  return (
    <li className="space-line">
      <Icon name="info" />
      <div className="grow">
        <p className="small">{tAny(p.message.key, p.message.params)}</p>
        {p.quote && <pre className="mirror-quote mono small">{p.quote}</pre>}
        <p className="meta space-address">
          {p.ref && <a href={wayTo(p.ref, p.path)}>{p.ref}</a>} {p.path}
          {p.line > 0 && ` · ${t('spaces.mirror.line', { n: formatNumber(p.line) })}`}
        </p>
      </div>
    </li>
  );
}
