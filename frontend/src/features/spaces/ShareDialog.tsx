import { useId, useState } from 'react';
import {
  useBackend,
  useHeldAnew,
  useLeaks,
  useWaiting,
  type Review,
  type SpaceState,
} from '../../backend';
import { flushTexts, sentenceOf, useSync } from '../../editing';
import { t, tied } from '../../i18n';
import { Button, Dialog, Icon, showToast } from '../../ui';
import { AliasField } from './AliasDialog';
import { WhoSees } from './AudienceDialog';
import { Leaks } from './Leaks';
import { addressWords, awayWords, countsOf } from './words';

/**
 * Puts a review into a space, after saying who will read it and what stays here. One that
 * is in a space already is moved.
 */
export function ShareDialog({
  review,
  from,
  spaces,
  meant,
  onClose,
}: {
  review: Review;
  from?: SpaceState;
  spaces: readonly SpaceState[];
  /** The space it was to go to already. */
  meant?: string | undefined;
  onClose: () => void;
}) {
  const backend = useBackend();
  const sync = useSync();
  const group = useId();
  const form = useId();
  // Who reads it is chosen by the person: of several spaces none is the likely one.
  const [to, setTo] = useState(meant ?? (spaces.length === 1 ? spaces[0]?.id : '') ?? '');
  const [wrong, setWrong] = useState('');
  // Asked with the first review, where the person is nobody's neighbour yet.
  const [alias, setAlias] = useState('');
  const look = useLeaks(review.ref, to);
  const holding = look.data?.holding ?? 0;
  // Until that is known, and where it cannot be known, the sharing itself says so.
  const chosen = spaces.find((s) => s.id === to);
  const place = look.data?.place;
  const waits = chosen
    ? (place?.away && !place.inside && t('share.noneGoes')) ||
      (holding > 0 && t('leaks.share.first'))
    : t(spaces.length > 0 ? 'spaces.share.choose' : 'spaces.move.nowhere');
  const anew = useHeldAnew();
  const waiting = useWaiting();
  const asksAlias = chosen !== undefined && !chosen.alias;

  async function share() {
    const space = chosen;
    if (!space || waits) return;
    try {
      await flushTexts();
      if (asksAlias && alias.trim()) await backend.spaces.setAlias(space.id, alias);
      await backend.spaces.share(review.ref, space.id);
    } catch (e) {
      setWrong(sentenceOf(e));
      return;
    }
    onClose();
    showToast({
      icon: 'people',
      text: t(from ? 'spaces.moved' : 'spaces.shared', { ref: review.ref, name: space.name }),
      // The space it goes to has to have it before the other one lets go of it.
      topic: 'sync',
      act: { label: t('spaces.syncNow'), run: () => sync.start(from ? [] : [space.id]) },
    });
  }

  // Who has no time for the words now finds the review among what is kept back.
  async function later() {
    try {
      await backend.spaces.shareLater(review.ref, to);
    } catch (e) {
      setWrong(sentenceOf(e));
      return;
    }
    await anew();
    onClose();
    // It is true until the review is shared, or anything is synced.
    showToast({ icon: 'shield', text: t('kept.later.done', { ref: review.ref }), topic: 'sync' });
  }

  return (
    <Dialog
      title={t(from ? 'spaces.move.title' : 'spaces.share.title', {
        title: tied(review.title) || review.ref,
      })}
      className="space-dialog leak-dialog"
      onClose={onClose}
    >
      <p className="small ink-2">
        {t(spaces.length > 0 ? 'spaces.share.text' : 'spaces.move.nowhere')}
      </p>
      <form
        id={form}
        className="space-form"
        onSubmit={(e) => {
          e.preventDefault();
          void share();
        }}
      >
        <fieldset className="space-choices" hidden={spaces.length === 0}>
          <legend className="label">{t(from ? 'spaces.move.to' : 'spaces.share.with')}</legend>
          {spaces.map((s) => (
            <label key={s.id} className="space-choice">
              <input type="radio" name={group} checked={s.id === to} onChange={() => setTo(s.id)} />
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
      <section className="share-leaks" aria-label={t('leaks.share')}>
        {chosen && look.data && holding === 0 && (
          <p className="meta line" role="status">
            <Icon name="shield" />
            {t('leaks.share.none')}
          </p>
        )}
        {look.error && (
          <p className="small warn line space-told" role="alert">
            <Icon name="warn" />
            {sentenceOf(look.error)}
          </p>
        )}
        {chosen && look.data && <Leaks look={look.data} onChanged={() => look.refetch()} />}
      </section>
      <div className="space-form">
        {place?.away && (
          <p className="small warn line space-told" role="status">
            <Icon name="warn" />
            {awayWords(review.ref, place)}
          </p>
        )}
        {from && (
          <p className="meta line space-told">
            <Icon name="info" />
            {t(look.data?.received === false ? 'spaces.move.unread' : 'spaces.move.stays', {
              name: from.name,
            })}
          </p>
        )}
        {from && (
          <p className="meta line space-told">
            <Icon name="lock" />
            <span>
              {t('spaces.move.private', { name: from.name })}{' '}
              <a href="#/spaces">{t('spaces.add')}</a>
            </span>
          </p>
        )}
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
        <Button look="quiet" className="safe" onClick={onClose}>
          {t('act.cancel')}
        </Button>
        {chosen && holding > 0 && to !== meant && (
          <Button onClick={() => void later()}>{t('kept.later')}</Button>
        )}
        <Button look="primary" type="submit" form={form} off={waits}>
          {t(from ? 'spaces.move.act' : 'spaces.share.act')}
        </Button>
      </div>
    </Dialog>
  );
}
