import type { AuditChain, AuditFindings, Job, Message } from '../../../backend';
import { formatMoment, formatNumber, t, tAny, tn } from '../../../i18n';
import { Button, ErrorNote, Icon, Progress, type IconName } from '../../../ui';
import { States } from './States';
import { anchorLine, chainWords } from './words';

/** What checking the chains came to, in plain words: what holds, and what nobody can tell. */
export function Verdict({ job, onClose }: { job: Job<AuditFindings>; onClose: () => void }) {
  if (job.state === 'idle') return null;
  if (job.state === 'running') {
    return (
      <div className="audit-verdict">
        <Progress label={t('audit.checking')} done={job.done} total={job.total} onStop={job.stop} />
      </div>
    );
  }
  if (job.error || !job.result) {
    return (
      <ErrorNote
        title={t('audit.cannotCheck')}
        text={job.error ? tAny(job.error.key, job.error.params) : ''}
      >
        <Button look="quiet" onClick={onClose}>
          {t('act.close')}
        </Button>
      </ErrorNote>
    );
  }
  const {
    whole,
    entries,
    chains,
    pack,
    files,
    unmet,
    signoffs,
    rules,
    records,
    states,
    stateCount,
  } = job.result;
  const chainsHold = unmet.length === 0 && chains.every((c) => c.whole);
  const bad = pack
    ? t('audit.pack_broken')
    : t(
        !chainsHold
          ? 'audit.broken'
          : stateCount > 0
            ? 'audit.states_broken'
            : signoffs.length > 0
              ? 'audit.signoffs_broken'
              : 'audit.rules_broken',
      );
  const good = pack ? t('audit.pack_whole') : t('audit.whole', { count: formatNumber(entries) });
  return (
    <section className="audit-verdict" aria-label={t('audit.verdict')}>
      <div className="audit-verdict-head" role="status">
        <Icon name={whole ? 'verified' : 'warn'} className={whole ? 'ok' : 'warn'} />
        <h2 className="h3 grow">{whole ? good : bad}</h2>
        <Button look="quiet" size="small" icon="close" keys="Escape" onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
      {pack && (
        <p className="meta">
          {t('audit.packOfDevice', {
            name: pack.name,
            at: pack.madeAt ? formatMoment(pack.madeAt) : t('audit.unknown'),
            device: pack.device || t('audit.unknown'),
            program: pack.program || t('audit.unknown'),
          })}
        </p>
      )}
      <ul>
        <Lines icon="warn" tone="warn" name={t('audit.broken.word')} list={files} family="file" />
        <Lines icon="warn" tone="warn" name={t('audit.broken.word')} list={unmet} family="unmet" />
        <Lines
          icon="warn"
          tone="warn"
          name={t('audit.broken.word')}
          list={signoffs}
          family="signoff"
        />
        <Lines icon="warn" tone="warn" name={t('audit.broken.word')} list={rules} family="rule" />
      </ul>
      {!pack && <States records={records} states={states} count={stateCount} />}
      <ul className="audit-chains">
        {chains.map((c, i) => (
          <Chain key={c.chain} chain={c} open={!c.whole || (i === 0 && chains.length < 3)} />
        ))}
      </ul>
      <p className="meta">
        {t('audit.open.never')} {t(pack ? 'audit.open.pack_states' : 'audit.open.beside')}
      </p>
    </section>
  );
}

function Chain({ chain, open }: { chain: AuditChain; open: boolean }) {
  return (
    <li>
      <details open={open}>
        <summary>
          <span className="strong">{chainWords(chain)}</span>{' '}
          <span className="meta num">
            {tn('audit.count', chain.entries)} ·{' '}
            {t('audit.told', {
              broken: chain.problems.length,
              holds: chain.excluded.length,
              open: chain.open.length,
            })}
          </span>
        </summary>
        <ul>
          <Lines
            icon="warn"
            tone="warn"
            name={t('audit.broken.word')}
            list={chain.problems}
            family="problem"
          />
          <Lines
            icon="check"
            tone="ok"
            name={t('audit.excluded.word')}
            list={chain.excluded}
            family="excluded"
          />
          <Lines
            icon="question"
            tone=""
            name={t('audit.open.word')}
            list={chain.open}
            family="open"
          />
        </ul>
        <p className="meta audit-keep">
          {t('audit.keep')} <code className="mono">{anchorLine(chain)}</code>
        </p>
      </details>
    </li>
  );
}

function Lines({
  icon,
  tone,
  name,
  list,
  family,
}: {
  icon: IconName;
  tone: string;
  /** What the sign says to who does not see it. */
  name: string;
  list: Message[];
  family: string;
}) {
  return list.map((m) => (
    <li key={`${family}-${m.key}-${JSON.stringify(m.params)}`} className="audit-line">
      <Icon name={icon} className={tone} />
      <span>
        <span className="unseen">{name}: </span>
        {tAny(m.key, m.params ?? {})}
      </span>
    </li>
  ));
}
