import { useRef, useState } from 'react';
import { useBackend, useLeaks, type Leak, type LeakLook } from '../../backend';
import { flushTexts, sentenceOf } from '../../editing';
import { t, tAny, tied, tn } from '../../i18n';
import { Button, Dialog, ErrorNote, Icon, TextField } from '../../ui';

/** The same words in several places are decided about once. */
type Group = { words: string; kind: string; role: string; fixed: boolean; places: Leak[] };

function groupsOf(list: readonly Leak[]): Group[] {
  const groups: Group[] = [];
  for (const leak of list) {
    const same = groups.find(
      (g) => g.words === leak.words && g.kind === leak.kind && g.fixed === leak.fixed,
    );
    if (same) same.places.push(leak);
    else groups.push({ ...leak, places: [leak] });
  }
  return groups;
}

const keysOf = (list: readonly Leak[]) => list.map((leak) => leak.key);

/** Kinds of words in whose place a role may stand. */
const people = new Set(['name', 'user', 'email']);

/** What keeps a review back, each with what a person can do about it. */
export function Leaks({ look, onChanged }: { look: LeakLook; onChanged: () => Promise<unknown> }) {
  const [wrong, setWrong] = useState('');
  const backend = useBackend();
  const groups = useRef<HTMLUListElement>(null);
  const holding = look.found.filter((leak) => leak.holds);
  const told = look.found.filter((leak) => !leak.holds);
  const decide = async (act: () => Promise<unknown>) => {
    const at = [...(groups.current?.children ?? [])].findIndex((el) =>
      el.contains(document.activeElement),
    );
    try {
      await flushTexts();
      await act();
      setWrong('');
    } catch (e) {
      setWrong(sentenceOf(e));
    }
    await onChanged();
    // What was decided about is gone with the focus in it: on with what comes next.
    window.setTimeout(() => {
      if (at < 0 || groups.current?.contains(document.activeElement)) return;
      const left = groups.current?.children ?? [];
      const next = left[Math.min(at, left.length - 1)] ?? groups.current;
      (next?.querySelector<HTMLElement>('input') ?? groups.current)?.focus();
    });
  };
  return (
    <div className="leaks">
      {holding.length > 0 && (
        <p className="small line space-told">
          <Icon name="warn" className="warn" />
          <span>{tn('leaks.holding', holding.length)}</span>
        </p>
      )}
      {wrong && (
        <p className="small warn line space-told" role="alert">
          <Icon name="warn" />
          {wrong}
        </p>
      )}
      <ul className="leak-groups" ref={groups} tabIndex={-1}>
        {groupsOf(holding).map((group) => (
          <LeakGroup
            key={group.places[0]?.key}
            group={group}
            onReplace={(words) =>
              void decide(() =>
                backend.spaces.replaceLeaks(look.ref, keysOf(group.places), words, ''),
              )
            }
            onAllow={(why) =>
              void decide(() => backend.spaces.allowLeaks(look.ref, keysOf(group.places), why))
            }
          />
        ))}
      </ul>
      {told.length > 0 && (
        <details className="leak-told">
          <summary className="small ink-2">{tn('leaks.told', told.length)}</summary>
          <Places list={told} />
        </details>
      )}
      {look.allowed.length > 0 && (
        <details className="leak-told">
          <summary className="small ink-2">{tn('leaks.allowed', look.allowed.length)}</summary>
          <ul>
            {look.allowed.map((leak) => (
              <li key={leak.key} className="space-line">
                <div className="grow">
                  <Excerpt leak={leak} />
                  <p className="meta">{leak.why}</p>
                </div>
                <Button
                  size="small"
                  look="text"
                  onClick={() => void decide(() => backend.spaces.askLeaks(look.ref, [leak.key]))}
                >
                  {t('leaks.ask')}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function LeakGroup({
  group: g,
  onReplace,
  onAllow,
}: {
  group: Group;
  onReplace: (words: string) => void;
  onAllow: (why: string) => void;
}) {
  const [words, setWords] = useState(g.role);
  const [why, setWhy] = useState<string | null>(null);
  const staying = why !== null || g.fixed;
  return (
    <li className="leak-group" aria-label={g.words}>
      <p className="leak-words">
        <strong>{g.words}</strong>{' '}
        <span className="meta">
          {tAny(`leak.kind.${g.kind}`)} · {tn('leaks.places', g.places.length)}
        </span>
      </p>
      <Places list={g.places} />
      {g.fixed && <p className="meta">{t('leaks.fixed')}</p>}
      <form
        className="leak-act"
        onSubmit={(e) => {
          e.preventDefault();
          if (staying) onAllow(why ?? '');
          else onReplace(words);
        }}
      >
        {staying ? (
          <>
            <TextField
              key="why"
              label={t('leaks.why')}
              value={why ?? ''}
              onChange={setWhy}
              maxLength={500}
              placeholder={t('leaks.why.hint')}
              // The person has just said that it may stay.
              // eslint-disable-next-line jsx-a11y/no-autofocus
              autoFocus={why !== null}
            />
            <Button type="submit">{t('leaks.stays.act')}</Button>
            {!g.fixed && (
              <Button look="quiet" onClick={() => setWhy(null)}>
                {t('act.cancel')}
              </Button>
            )}
          </>
        ) : (
          <>
            <TextField
              key="with"
              label={t('leaks.with')}
              value={words}
              onChange={setWords}
              maxLength={120}
              placeholder={t(people.has(g.kind) ? 'leaks.with.hint' : 'leaks.with.hint.secret')}
            />
            <Button type="submit">{t('leaks.replace')}</Button>
            <Button look="quiet" onClick={() => setWhy('')}>
              {t('leaks.stays')}
            </Button>
          </>
        )}
      </form>
    </li>
  );
}

// A name in forty places: the first ones say what kind of places they are.
const shownPlaces = 6;

function Places({ list }: { list: readonly Leak[] }) {
  return (
    <ul className="leak-places">
      {list.slice(0, shownPlaces).map((leak) => (
        <li key={leak.key}>
          <Excerpt leak={leak} />
        </li>
      ))}
      {list.length > shownPlaces && (
        <li className="meta">{tn('leaks.more', list.length - shownPlaces)}</li>
      )}
    </ul>
  );
}

function Excerpt({ leak }: { leak: Leak }) {
  return (
    <>
      <span className="meta">{leak.where}</span>
      <span className="small leak-line">
        {leak.before}
        <mark>{leak.words}</mark>
        {leak.after}
      </span>
    </>
  );
}

/** Looks through a review that was held back, and lets a person decide. */
export function LeakDialog({
  reviewRef,
  title,
  to = '',
  toName = '',
  onClose,
}: {
  reviewRef: string;
  title: string;
  /** The space it was to go to; "" for the one it is in. */
  to?: string;
  toName?: string;
  onClose: () => void;
}) {
  const look = useLeaks(reviewRef, to);
  const none = to ? t('leaks.none.asked', { name: toName }) : t('leaks.none');
  const some = to ? t('leaks.text.asked', { name: toName }) : t('leaks.text');
  return (
    <Dialog
      title={t('leaks.title', { title: tied(title) || reviewRef })}
      className="space-dialog leak-dialog"
      onClose={onClose}
    >
      {look.error ? (
        <ErrorNote
          title={t('leaks.cannotLook')}
          text={sentenceOf(look.error)}
          retry={() => void look.refetch()}
        />
      ) : (
        look.data && (
          <>
            <p className="small ink-2" role="status">
              {look.data.holding > 0 ? some : none}
            </p>
            <Leaks look={look.data} onChanged={() => look.refetch()} />
          </>
        )
      )}
      <div className="space-dialog-acts">
        <a className="small" href={`#/reviews/${reviewRef}`} onClick={onClose}>
          {t('leaks.open')}
        </a>
        <Button className="safe" look="primary" onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}
