import { useId, useState } from 'react';
import {
  useBackend,
  useHeldAnew,
  useJob,
  useLookAtSharing,
  useSpaces,
  useWaiting,
  type SharedReview,
} from '../../backend';
import { flushTexts, useSync } from '../../editing';
import { t, tAny, tn } from '../../i18n';
import { Button, Dialog, Icon, Progress } from '../../ui';
import { AliasField } from './AliasDialog';
import { WhoSees } from './AudienceDialog';
import { LeakDialog } from './Leaks';
import { addressWords, countsOf } from './words';
import './spaces.css';

type Chosen = { ref: string; title: string };

/** Puts reviews into a space, as many as were chosen, and tells what became of them. */
export function ShareSeveral({
  reviews,
  onClose,
}: {
  reviews: readonly Chosen[];
  /** `done`: they were shared, as far as they may be. */
  onClose: (done: boolean) => void;
}) {
  const spaces = useSpaces().data ?? [];
  const [became, setBecame] = useState<{ list: SharedReview[]; space: string } | null>(null);
  const sync = useSync();
  const name = spaces.find((s) => s.id === became?.space)?.name ?? '';
  if (!became) {
    return (
      <Ask
        reviews={reviews}
        onClose={() => onClose(false)}
        onDone={(list, space) => setBecame({ list, space })}
      />
    );
  }
  const goes = became.list.some((r) => r.becomes !== 'held' && r.becomes !== 'there');
  const moves = became.list.some((r) => r.becomes === 'moved' || r.becomes === 'unread');
  return (
    <Dialog
      title={t('share.done.title', { name })}
      className="space-dialog leak-dialog"
      onClose={() => onClose(true)}
    >
      <Account list={became.list} space={became.space} done />
      <div className="space-dialog-acts">
        <Button look={goes ? 'quiet' : 'primary'} className="safe" onClick={() => onClose(true)}>
          {t('act.close')}
        </Button>
        {goes && (
          <Button
            look="primary"
            onClick={() => {
              onClose(true);
              // The space they go to has to have them before another one lets go of them.
              sync.start(moves ? [] : [became.space]);
            }}
          >
            {t('spaces.syncNow')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** Asks with whom, after saying how many there are, who will read them and what is in them. */
function Ask({
  reviews,
  onClose,
  onDone,
}: {
  reviews: readonly Chosen[];
  onClose: () => void;
  onDone: (list: SharedReview[], space: string) => void;
}) {
  const backend = useBackend();
  const group = useId();
  const form = useId();
  const spaces = useSpaces().data ?? [];
  const [chosenId, setChosen] = useState('');
  // Who reads it is chosen by the person: of several spaces none is the likely one.
  const to = chosenId || (spaces.length === 1 ? (spaces[0]?.id ?? '') : '');
  const chosen = spaces.find((s) => s.id === to);
  const refs = reviews.map((r) => r.ref);
  const look = useLookAtSharing(refs, to);
  const list = look.list ?? [];
  const goes = list.filter((r) => r.becomes !== 'held' && r.becomes !== 'there');
  const held = list.filter((r) => r.becomes === 'held');
  const [alias, setAlias] = useState('');
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const sharing = useJob<SharedReview[]>();
  const anew = useHeldAnew();
  const waiting = useWaiting();
  const asksAlias = chosen !== undefined && !chosen.alias;
  const off =
    (!chosen && t('spaces.share.choose')) ||
    (look.looking && t('share.looking')) ||
    (!look.list && !look.error && t('share.stopped')) ||
    (look.list && goes.length + held.length === 0 && t('share.allThere')) ||
    (busy && t('share.looking'));

  function share() {
    if (!chosen || off) return;
    setBusy(true);
    setWrong('');
    sharing.start(
      async () => {
        await flushTexts();
        if (asksAlias && alias.trim()) await backend.spaces.setAlias(chosen.id, alias);
        return backend.spaces.shareSeveral(refs, chosen.id);
      },
      async (id) => {
        const became = await backend.spaces.sharingResult(id);
        await anew();
        onDone(became, chosen.id);
        return became;
      },
      (e) => {
        setWrong(tAny(e.key, e.params));
        setBusy(false);
      },
    );
  }

  // While they go the first Cancel ends that: whoever leaves knows whether they went.
  const close = busy ? sharing.stop : onClose;
  const going = sharing.state === 'running' ? sharing : look;

  return (
    <Dialog
      title={tn('share.title', reviews.length)}
      className="space-dialog leak-dialog"
      onClose={close}
    >
      <p className="small ink-2">{t('share.text')}</p>
      <form
        id={form}
        className="space-form"
        onSubmit={(e) => {
          e.preventDefault();
          share();
        }}
      >
        <fieldset className="space-choices">
          <legend className="label">{t('spaces.share.with')}</legend>
          {spaces.map((s) => (
            <label key={s.id} className="space-choice">
              <input
                type="radio"
                name={group}
                checked={s.id === to}
                onChange={() => {
                  setWrong('');
                  setChosen(s.id);
                }}
              />
              <span className="grow">
                {s.name}
                <span className="meta space-address">
                  {addressWords(s.address)} · {countsOf(waiting(s))}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        {chosen && <WhoSees space={chosen} />}
        {asksAlias && <AliasField alias={alias} onAlias={setAlias} />}
      </form>
      {chosen && (busy || look.looking) && (
        <Progress
          label={t('share.looking')}
          done={going.done}
          total={going.total}
          onStop={going.stop}
        />
      )}
      {chosen && !busy && !look.looking && !look.list && (
        <p className="small line">
          <span className="grow">{look.error ? '' : t('share.stopped')}</span>
          <Button size="small" onClick={look.anew}>
            {t('share.lookAnew')}
          </Button>
        </p>
      )}
      {look.error && (
        <p className="small warn line space-told" role="alert">
          <Icon name="warn" />
          {tAny(look.error.key, look.error.params)}
        </p>
      )}
      {chosen && look.list && (
        <Account list={look.list} space={chosen.id} onLooked={look.lookAgain} />
      )}
      <div className="space-form">
        <p className="meta line">
          <Icon name="lock" />
          {t('spaces.share.stays')}
        </p>
        {wrong && (
          <p className="small warn line space-told" role="alert">
            <Icon name="warn" />
            {wrong}
          </p>
        )}
      </div>
      <div className="space-dialog-acts">
        <Button look="quiet" className="safe" onClick={close}>
          {t('act.cancel')}
        </Button>
        <Button look="primary" type="submit" form={form} off={off}>
          {goes.length > 0
            ? tn('share.act', goes.length)
            : held.length > 0
              ? t('kept.later')
              : t('spaces.share.act')}
        </Button>
      </div>
    </Dialog>
  );
}

/** What becomes of each of the reviews, or became: those in need of a person by name. */
function Account({
  list,
  space,
  done = false,
  onLooked,
}: {
  list: readonly SharedReview[];
  space: string;
  done?: boolean;
  /** A held one was looked through; without it there is no way to that. */
  onLooked?: (ref: string) => void;
}) {
  const spaces = useSpaces().data ?? [];
  const name = spaces.find((s) => s.id === space)?.name ?? '';
  const [looking, setLooking] = useState<SharedReview | null>(null);
  const of = (...kinds: SharedReview['becomes'][]) => list.filter((r) => kinds.includes(r.becomes));
  const held = of('held');
  const goes = of('shared', 'moved', 'unread').length;
  const moved = of('moved').length;
  const unread = of('unread').length;
  const there = of('there').length;
  return (
    <section className="share-leaks" aria-label={t('share.account')}>
      <div role="status">
        <ul className="share-account small">
          {goes > 0 && (
            <li className="line">
              <Icon name="check" className="ok" />
              {done ? tn('share.did', goes, { name }) : tn('share.goes', goes)}
            </li>
          )}
          {moved > 0 && (
            <li className="line">
              <Icon name="exchange" />
              {tn('share.moves', moved)}
            </li>
          )}
          {unread > 0 && (
            <li className="line">
              <Icon name="exchange" />
              {tn('share.unread', unread)}
            </li>
          )}
          {there > 0 && (
            <li className="line">
              <Icon name="info" />
              {tn('share.there', there, { name })}
            </li>
          )}
          {held.length > 0 && (
            <li className="line">
              <Icon name="shield" className="warn" />
              {done ? tn('share.didHold', held.length) : tn('share.holds', held.length)}
            </li>
          )}
        </ul>
      </div>
      {held.length > 0 && (
        <ul aria-label={t('share.held')}>
          {held.map((r) => (
            <li key={r.ref} className="space-line">
              <span className="mono ink-3">{r.ref}</span>
              <div className="grow">
                {r.title || t('review.untitled')}
                <span className="meta"> {tn('kept.places', r.holding)}</span>
              </div>
              {onLooked && (
                <Button
                  size="small"
                  aria-label={t('share.look', { ref: r.ref })}
                  onClick={() => setLooking(r)}
                >
                  {t('leaks.look')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {done && held.length > 0 && (
        <a className="small" href="#/spaces">
          {t('share.toHeld')}
        </a>
      )}
      {looking && (
        <LeakDialog
          reviewRef={looking.ref}
          title={looking.title}
          to={space}
          toName={name}
          onClose={() => {
            setLooking(null);
            onLooked?.(looking.ref);
          }}
        />
      )}
    </section>
  );
}
