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
import { formatNumber, t, tAny, tn } from '../../i18n';
import { Button, Dialog, Icon, Progress } from '../../ui';
import { AliasField } from './AliasDialog';
import { WhoSees } from './AudienceDialog';
import type { Chosen } from './meant';
import { Account, goesOf, movesOf } from './ShareAccount';
import { addressWords, countsOf } from './words';
import './spaces.css';

/** Puts reviews into a space, as many as were chosen, and tells what became of them. */
export function ShareSeveral({
  reviews,
  onClose,
}: {
  reviews: readonly Chosen[];
  /** `done`: they were shared, as far as they may be. */
  onClose: (done: boolean) => void;
}) {
  const known = useSpaces();
  const spaces = known.data ?? [];
  const [became, setBecame] = useState<{ list: SharedReview[]; space: string } | null>(null);
  const sync = useSync();
  const name = spaces.find((s) => s.id === became?.space)?.name ?? '';
  // Until they are known there is nothing to choose from, and the focus would be on Cancel.
  if (known.isPending) return null;
  if (!became) {
    return (
      <Ask
        reviews={reviews}
        onClose={() => onClose(false)}
        onDone={(list, space) => setBecame({ list, space })}
      />
    );
  }
  const goes = goesOf(became.list).length > 0;
  const moves = movesOf(became.list).length > 0;
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
  const goes = goesOf(list);
  const moves = movesOf(list).length;
  const shares = goes.length - moves;
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
    (look.list &&
      goes.length + held.length === 0 &&
      t(list.some((r) => r.becomes === 'away') ? 'share.noneGoes' : 'share.allThere')) ||
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
          {moves > 0 && shares > 0
            ? t('share.actBoth', {
                moves: tn('share.actMove', moves),
                shares: formatNumber(shares),
              })
            : moves > 0
              ? tn('share.actMove', moves)
              : shares > 0
                ? tn('share.act', shares)
                : held.length > 0
                  ? t('kept.later')
                  : t('spaces.share.act')}
        </Button>
      </div>
    </Dialog>
  );
}
