import { useState } from 'react';
import { useHeld, type LeakLook } from '../../backend';
import { t, tn } from '../../i18n';
import { Button, Icon } from '../../ui';
import { LeakDialog } from './Leaks';
import { RosterDialog } from './RosterDialog';

/** The reviews that were not sent because a person has to decide about words in them. */
export function Held() {
  const held = useHeld();
  const [asked, setAsked] = useState<LeakLook | null>(null);
  if (held.length === 0 && !asked) return null;
  return (
    <section className="spaces-held" aria-label={t('leaks.held')}>
      {held.length > 0 && (
        <>
          <h2 className="h3">{t('leaks.held')}</h2>
          <p className="small ink-2">{t('leaks.held.text')}</p>
          <ul>
            {held.map((look) => (
              <li key={look.ref} className="space-line">
                <Icon name="shield" className="warn" />
                <span className="mono ink-3">{look.ref}</span>
                <div className="grow">
                  <a href={`#/reviews/${look.ref}`}>{look.title || t('review.untitled')}</a>{' '}
                  <span className="meta">{tn('leaks.toDecide', look.holding)}</span>
                </div>
                <Button size="small" onClick={() => setAsked(look)}>
                  {t('leaks.look')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {asked && (
        <LeakDialog reviewRef={asked.ref} title={asked.title} onClose={() => setAsked(null)} />
      )}
    </section>
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
