import { useEffect, useRef, type ReactNode } from 'react';
import type { Cause, Review } from '../../backend';
import { statementWords, Undecided, undecidedAt } from '../../editing';
import { dueWords, formatDate, formatList, hasMessage, t, tAny, tValue } from '../../i18n';
import { Chip, MarkdownView, Props, SeverityChip } from '../../ui';

/** A review of then on one page, with a word where it is different now. */
export function PastReview({ then, now }: { then: Review; now: Review }) {
  const page = useRef<HTMLDivElement>(null);
  // The keys that scroll belong to the page one has asked for.
  useEffect(() => page.current?.focus(), []);
  const facts = [
    { label: t('overview.services'), value: formatList(then.services) },
    { label: t('overview.date'), value: formatDate(then.incident.date, 'long') },
    { label: t('overview.zone'), value: then.incident.zone },
    ...(['started', 'detected', 'declared', 'mitigated', 'resolved'] as const).map((a) => ({
      label: tAny(`anchor.${a}`),
      value: then[a] ? statementWords(then[a], then.zone) : '',
    })),
  ].filter((f) => f.value !== '');
  return (
    // A long text without controls must scroll with the keyboard too.
    <div
      className="scroll past"
      ref={page}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label={t('history.then.page')}
    >
      <div className="past-page">
        <header className="past-head">
          <h2 className="h1">{then.title || t('review.untitled')}</h2>
          <SeverityChip severity={then.severity} />
          <Chip>{tValue('state', then.state)}</Chip>
          <Undecided inRow review={then} path="title" of={t('history.field.title')} />
          <Undecided inRow review={then} path="severity" of={t('history.field.severity')} />
          <Undecided inRow review={then} path="state" of={t('history.field.state')} />
          {(['title', 'severity', 'state'] as const).map((f) => (
            <Since key={f} differs={then[f] !== now[f]} of={tAny(`history.field.${f}`)} />
          ))}
        </header>
        {facts.length > 0 && <Props rows={facts} />}
        <FactsUndecided then={then} />
        {then.sections
          .filter((s) => s.text.trim() !== '')
          .map((s) => {
            const today = now.sections.find((x) => x.key === s.key);
            return (
              <section key={s.key} className="past-section">
                <Head gone={!today} differs={today?.text !== s.text}>
                  {sectionTitle(s.key, s.title)}
                  <Undecided inRow review={then} path={`sections/${s.key}`} />
                </Head>
                <MarkdownView text={s.text} />
              </section>
            );
          })}
        <List
          title={t('review.tab.timeline')}
          items={then.timeline}
          today={now.timeline}
          same={(a, b) =>
            a.text === b.text && a.at === b.at && a.zone === b.zone && a.role === b.role
          }
        >
          {(e) => (
            <>
              <span className="num ink-2 past-time">{statementWords(e, then.zone)}</span>
              <div className="grow">
                {e.role && <div className="small ink-2">{e.role}</div>}
                <MarkdownView text={e.text} />
                <Undecided inRow review={then} path={`timeline/${e.id}`} />
              </div>
            </>
          )}
        </List>
        <List
          title={t('review.tab.factors')}
          items={then.factors}
          today={now.factors}
          same={(a, b) => a.text === b.text && a.kind === b.kind}
        >
          {(f) => (
            <>
              <span className="ink-2 past-time">{tValue('factors', f.kind)}</span>
              <span className="grow">
                {f.text} <Undecided inRow review={then} path={`factors/${f.id}`} />
              </span>
            </>
          )}
        </List>
        <List
          title={t('review.tab.causes')}
          items={then.causes.filter((c) => c.text !== '')}
          today={now.causes}
          same={(a, b) => a.text === b.text && a.status === b.status && a.parent === b.parent}
        >
          {(c) => (
            <span
              className="grow"
              style={{ paddingInlineStart: `${depthOf(then.causes, c) * 20}px` }}
            >
              {c.text}{' '}
              {hasMessage(`cause.${c.status}`) && (
                <span className="meta">{tValue('cause', c.status)}</span>
              )}{' '}
              <Undecided inRow review={then} path={`causes/${c.id}`} />
            </span>
          )}
        </List>
        <List
          title={t('review.tab.actions')}
          items={then.actions}
          today={now.actions}
          same={(a, b) =>
            a.title === b.title &&
            a.status === b.status &&
            a.due === b.due &&
            a.owner_role === b.owner_role
          }
        >
          {(a) => (
            <>
              <span className="ink-2 past-time">{tValue('action', a.status)}</span>
              <span className="grow">
                {a.title} <Undecided inRow review={then} path={`actions/${a.id}`} />
                <span className="meta past-owner">
                  {[a.owner_role, a.due && dueWords(a.due, 'long')].filter(Boolean).join(' · ')}
                </span>
              </span>
            </>
          )}
        </List>
      </div>
    </div>
  );
}

/** The facts of the incident that were undecided; they stand in a list that holds words alone. */
function FactsUndecided({ then }: { then: Review }) {
  const places = ['services', 'zone', 'started', 'detected', 'declared', 'mitigated', 'resolved'];
  const open = places.filter((p) => undecidedAt(then, p));
  if (open.length === 0) return null;
  return (
    <p className="past-undecided">
      {open.map((p) => (
        <Undecided key={p} inRow review={then} path={p} of={tAny(`history.field.${p}`)} />
      ))}
    </p>
  );
}

function sectionTitle(key: string, title: string): string {
  const known = `section.${key.replace(/-\d+$/, '')}`;
  return title || (hasMessage(known) ? tAny(known) : key);
}

/** How deep a cause hangs below its effect; a ring, which no record has, ends it. */
function depthOf(all: readonly Cause[], cause: Cause): number {
  let depth = 0;
  let at: Cause | undefined = cause;
  while (at?.parent && depth < 12) {
    const parent: string = at.parent;
    at = all.find((c) => c.id === parent);
    depth++;
  }
  return depth;
}

/** Said beside what is not like that any more. */
function Since({
  differs,
  gone = false,
  of: what = '',
}: {
  differs: boolean;
  gone?: boolean;
  /** Which of several values beside it is meant. */
  of?: string;
}) {
  if (gone) return <Chip icon="trash">{t('history.then.gone')}</Chip>;
  if (!differs) return null;
  return (
    <Chip icon="pen">
      {what ? t('history.then.changedOf', { what }) : t('history.then.changed')}
    </Chip>
  );
}

function Head({
  children,
  gone,
  differs,
}: {
  children: ReactNode;
  gone: boolean;
  differs: boolean;
}) {
  return (
    <div className="past-title">
      <h3 className="h2">{children}</h3>
      <Since gone={gone} differs={differs} />
    </div>
  );
}

function List<T extends { id: string }>({
  title,
  items,
  today,
  same,
  children,
}: {
  title: string;
  items: readonly T[];
  today: readonly T[];
  same: (a: T, b: T) => boolean;
  children: (item: T) => ReactNode;
}) {
  if (items.length === 0) return null;
  return (
    <section className="past-section">
      <h3 className="h2">{title}</h3>
      <ul className="past-list">
        {items.map((item) => {
          const now = today.find((x) => x.id === item.id);
          return (
            <li key={item.id}>
              {children(item)}
              <Since gone={!now} differs={now !== undefined && !same(item, now)} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
