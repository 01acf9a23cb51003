import { useRef, useState, type KeyboardEvent } from 'react';
import { useBackend, useChecks, type Checked, type Review } from '../../backend';
import { useReadOnly, useWrite } from '../../editing';
import { formatNumber, t, tAny, tn } from '../../i18n';
import { Bar, Button, EmptyState, ErrorNote, Icon, showToast } from '../../ui';
import './checks.css';
import { LeaveForm } from './LeaveForm';
import { wayOf } from './way';

const sameAs = (a: Checked) => (b: Checked) =>
  a.check === b.check && a.about === b.about && a.sum === b.sum;

/** The findings of one check, in the order they came. */
function byCheck(list: readonly Checked[]): [string, Checked[]][] {
  const groups = new Map<string, Checked[]>();
  for (const f of list) groups.set(f.check, [...(groups.get(f.check) ?? []), f]);
  return [...groups];
}

/** What does not fit together in a review: each line leads to its place, or is left with a reason. */
export function Checks({ review }: { review: Review }) {
  const backend = useBackend();
  const write = useWrite();
  const readOnly = useReadOnly();
  const checks = useChecks(review.ref, review.rev);
  const [showLeft, setShowLeft] = useState(false);
  const [leaving, setLeaving] = useState<Checked | null>(null);
  const list = useRef<HTMLDivElement>(null);

  if (checks.error) {
    return <ErrorNote title={t('checks.title')} text={tAny('error.unavailable')} />;
  }
  if (!checks.data) return <div aria-busy="true" aria-label={t('checks.waiting')} />;
  const open = checks.data.filter((f) => !f.left);
  const left = checks.data.filter((f) => f.left);
  const stops = open.filter((f) => f.weight === 'stops');

  const takeUp = (f: Checked) =>
    write(() => backend.reviews.takeUpCheck(review.ref, placeOf(f), '')).then((done) => {
      if (done) showToast({ text: t('checks.takenUpToast') });
    });
  async function leave(f: Checked, reason: string) {
    const done = await write(() => backend.reviews.leaveCheck(review.ref, placeOf(f), reason, ''));
    if (!done) return false;
    setLeaving(null);
    showToast({ text: t('checks.leftToast'), undo: () => void takeUp(f) });
    list.current?.querySelector<HTMLElement>('a')?.focus();
    return true;
  }
  // Up and down go from line to line, as in every list of the house.
  function onKeyDown(e: KeyboardEvent<HTMLDivElement>) {
    const link = e.target;
    if (!(link instanceof HTMLAnchorElement) || e.altKey || e.ctrlKey || e.metaKey) return;
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>('a.check-line') ?? [])];
    const at = links.indexOf(link);
    const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[e.key];
    if (step !== undefined) links[step]?.focus();
    else if (e.key.toLowerCase() === 'l' && !readOnly) {
      setLeaving(open.find((f) => !f.firm && keyOf(f) === link.dataset['finding']) ?? null);
    } else return;
    e.preventDefault();
  }

  return (
    <div className="screen checks">
      <Bar
        tight
        title={<h2 className="h3">{t('checks.title')}</h2>}
        acts={<span className="small ink-2">{t('checks.lead')}</span>}
      />
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys move between its links */}
      <div className="checks-body" ref={list} onKeyDown={onKeyDown}>
        {open.length === 0 ? (
          <EmptyState title={t('checks.clear')} lead={t('checks.clearText')} />
        ) : (
          <p className="checks-sum">
            {stops.length > 0 && (
              <span className="checks-stops">
                <Icon name="warn" />
                {tn('checks.countBefore', stops.length)}
              </span>
            )}
            {open.length > stops.length && (
              <span className="ink-2">{tn('checks.countAsks', open.length - stops.length)}</span>
            )}
          </p>
        )}
        {byCheck(open).map(([check, found]) => (
          <Group key={check} check={check} found={found}>
            {found.map((f) => (
              <Line key={keyOf(f)} review={review.ref} finding={f}>
                {leaving && sameAs(leaving)(f) ? (
                  <LeaveForm
                    key={keyOf(f)}
                    about={`${review.ref} ${f.check} ${f.about}`}
                    onLeave={(reason) => leave(f, reason)}
                    onCancel={() => {
                      setLeaving(null);
                    }}
                  />
                ) : (
                  !readOnly &&
                  !f.firm && (
                    <Button
                      look="quiet"
                      size="small"
                      onClick={() => {
                        setLeaving(f);
                      }}
                    >
                      {t('checks.leave')}
                    </Button>
                  )
                )}
              </Line>
            ))}
          </Group>
        ))}
        {left.length > 0 && (
          <Button
            look="quiet"
            size="small"
            className="checks-more"
            aria-expanded={showLeft}
            onClick={() => {
              setShowLeft(!showLeft);
            }}
          >
            {showLeft ? t('checks.hideLeft') : tn('checks.showLeft', left.length)}
          </Button>
        )}
        {showLeft &&
          byCheck(left).map(([check, found]) => (
            <Group key={check} check={check} found={found}>
              {found.map((f) => (
                <Line key={keyOf(f)} review={review.ref} finding={f}>
                  {!readOnly && (
                    <Button look="quiet" size="small" onClick={() => void takeUp(f)}>
                      {t('checks.takeUp')}
                    </Button>
                  )}
                </Line>
              ))}
            </Group>
          ))}
      </div>
    </div>
  );
}

const keyOf = (f: Checked) => `${f.check} ${f.about} ${f.sum}`;
const placeOf = ({ check, about, sum }: Checked) => ({ check, about, sum });

function Group({
  check,
  found,
  children,
}: {
  check: string;
  found: readonly Checked[];
  children: React.ReactNode;
}) {
  const stops = found.some((f) => f.weight === 'stops');
  return (
    <section className="check-group" aria-labelledby={`check-${check}`}>
      <h3 className="check-name" id={`check-${check}`}>
        <Icon name={stops ? 'warn' : 'question'} className={stops ? 'warn' : 'ink-3'} />
        {tAny(`check.${check}.title`)}
        <span className="check-id">{check}</span>
        {found.length > 1 && <span className="step-count">{formatNumber(found.length)}</span>}
      </h3>
      <ul>{children}</ul>
    </section>
  );
}

function Line({
  review,
  finding: f,
  children,
}: {
  review: string;
  finding: Checked;
  children: React.ReactNode;
}) {
  return (
    <li className="check-row">
      <div className="grow">
        <a className="check-line" href={wayOf(review, f)} data-finding={keyOf(f)}>
          {tAny(`check.${f.check}`, f.params)}
        </a>
        {/* A sentence that quotes the words of its place needs no second telling. */}
        {f.where && !f.params['text'] && <span className="meta">{f.where}</span>}
        {f.left && (
          <span className="meta">
            {f.reason ? t('checks.leftWhy', { why: f.reason }) : t('checks.left')}
          </span>
        )}
      </div>
      {children}
    </li>
  );
}
