import { useId, useState } from 'react';
import { useBackend, type Review, type SpaceState } from '../../backend';
import { flushTexts, sentenceOf, useSync } from '../../editing';
import { t, tied } from '../../i18n';
import { Button, Dialog, Icon, showToast } from '../../ui';
import { AliasField } from './AliasDialog';
import { countsOf } from './words';

/** Puts a review into a space, after saying who will read it and what stays here. */
export function ShareDialog({
  review,
  spaces,
  onClose,
}: {
  review: Review;
  spaces: readonly SpaceState[];
  onClose: () => void;
}) {
  const backend = useBackend();
  const sync = useSync();
  const group = useId();
  const [to, setTo] = useState(spaces[0]?.id ?? '');
  const [wrong, setWrong] = useState('');
  // Asked with the first review, where the person is nobody's neighbour yet.
  const [alias, setAlias] = useState('');
  const chosen = spaces.find((s) => s.id === to);
  const asksAlias = chosen !== undefined && !chosen.alias;

  async function share() {
    const space = chosen;
    if (!space) return;
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
      text: t('spaces.shared', { ref: review.ref, name: space.name }),
      act: { label: t('spaces.syncNow'), run: () => sync.start([space.id]) },
    });
  }

  return (
    <Dialog
      title={t('spaces.share.title', { title: tied(review.title) || review.ref })}
      className="space-dialog"
      onClose={onClose}
    >
      <p className="small ink-2">{t('spaces.share.text')}</p>
      <form
        className="space-form"
        onSubmit={(e) => {
          e.preventDefault();
          void share();
        }}
      >
        <fieldset className="space-choices">
          <legend className="label">{t('spaces.share.with')}</legend>
          {spaces.map((s) => (
            <label key={s.id} className="space-choice">
              <input type="radio" name={group} checked={s.id === to} onChange={() => setTo(s.id)} />
              <span className="grow">
                {s.name}
                <span className="meta space-address">
                  {s.address} · {countsOf(s)}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        {asksAlias && <AliasField alias={alias} onAlias={setAlias} />}
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
        <div className="space-dialog-acts">
          <Button look="quiet" className="safe" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button look="primary" type="submit">
            {t('spaces.share.act')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
