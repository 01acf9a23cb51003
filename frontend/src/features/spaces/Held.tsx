import { useState } from 'react';
import { useBackend, useHeld, useHeldAnew, type Kept } from '../../backend';
import { groupsOfKept, keptTogether, keptWords, useSync, useWrite } from '../../editing';
import { t, tn } from '../../i18n';
import { Button, dismissTopic, Icon, showToast } from '../../ui';
import { LeakDialog } from './Leaks';
import { RosterDialog } from './RosterDialog';

/** The reviews that others do not have as they are here, each with why and what to do. */
export function Held() {
  const held = useHeld();
  const [asked, setAsked] = useState<Kept | null>(null);
  if (held.length === 0 && !asked) return null;
  return (
    <section className="spaces-held" aria-label={t('leaks.held')}>
      {held.length > 0 && (
        <>
          <h2 className="h3">{t('leaks.held')}</h2>
          <p className="small ink-2">{t('leaks.held.text')}</p>
          {groupsOfKept(held).map((group) => (
            <Group key={group[0].ref} group={group} onLook={setAsked} />
          ))}
        </>
      )}
      {asked && (
        <LeakDialog
          reviewRef={asked.ref}
          title={asked.title}
          {...(asked.state === 'asked' ? { to: asked.to, toName: asked.toName } : {})}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}

/** Reviews that are kept back for one reason, which is said once. */
function Group({
  group,
  onLook,
}: {
  group: readonly [Kept, ...Kept[]];
  onLook: (kept: Kept) => void;
}) {
  const [first] = group;
  const several = group.length > 1;
  // What is on its way goes with one sync, however many they are.
  const once = several && first.state === 'moving';
  return (
    <>
      {several && (
        <div className="space-line held-together">
          <p className="small grow">{keptTogether(group)}</p>
          {once && <Acts kept={first} onLook={() => onLook(first)} />}
        </div>
      )}
      <ul>
        {group.map((kept) => (
          <li key={kept.ref} className="space-line" aria-label={kept.title || kept.ref}>
            <Icon
              name={kept.state === 'moving' ? 'exchange' : 'shield'}
              {...(kept.state === 'moving' ? {} : { className: 'warn' })}
            />
            <span className="mono ink-3">{kept.ref}</span>
            <div className="grow">
              <a href={`#/reviews/${kept.ref}`}>{kept.title || t('review.untitled')}</a>
              {!several && <div className="meta">{keptWords(kept)}</div>}
              {several && kept.holding > 0 && (
                <span className="meta"> {tn('kept.places', kept.holding)}</span>
              )}
            </div>
            {!once && <Acts kept={kept} onLook={() => onLook(kept)} />}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What can be done about a review that is kept back. */
function Acts({ kept, onLook }: { kept: Kept; onLook: () => void }) {
  const backend = useBackend();
  const write = useWrite();
  const sync = useSync();
  const anew = useHeldAnew();
  const { ref, to, toName: name } = kept;

  // What is refused may have changed what is kept back: it is looked at in any case.
  const share = async () => {
    const gone = await write(async () => {
      await backend.spaces.share(ref, to);
      return true;
    });
    await anew();
    if (!gone) return;
    showToast({
      icon: 'people',
      text: t('spaces.shared', { ref, name }),
      topic: 'sync',
      act: { label: t('spaces.syncNow'), run: () => sync.start([]) },
    });
  };
  const stay = async () => {
    await write(() => backend.spaces.keepHere(ref));
    await anew();
    dismissTopic('sync');
  };

  if (kept.state === 'moving') {
    return (
      <Button
        size="small"
        off={sync.running && t('spaces.isRunning')}
        onClick={() => sync.start([])}
      >
        {t('spaces.syncNow')}
      </Button>
    );
  }
  return (
    <>
      {kept.state !== 'held' && (
        <Button size="small" look="quiet" onClick={() => void stay()}>
          {t('kept.stay')}
        </Button>
      )}
      {kept.state === 'ready' ? (
        <Button size="small" onClick={() => void share()}>
          {t('spaces.share.act')}
        </Button>
      ) : (
        <Button size="small" onClick={onLook}>
          {t('leaks.look')}
        </Button>
      )}
    </>
  );
}

/** The way to the list of names that are looked for. */
export function NamesToLookFor() {
  const [asked, setAsked] = useState(false);
  return (
    <div className="spaces-roster">
      <Button look="text" onClick={() => setAsked(true)}>
        {t('leaks.roster.open')}
      </Button>
      {asked && <RosterDialog onClose={() => setAsked(false)} />}
    </div>
  );
}
