import type { SpaceAccount, SpaceRemark, SpaceReview, SpaceState } from '../../backend';
import { formatNumber, t, tAny, tn } from '../../i18n';
import { Button, Icon } from '../../ui';
import { KeyToCompare, ServerSaid } from './ServerSaid';
import {
  asksForSignIn,
  didWords,
  errorOf,
  isLocked,
  isSealed,
  keyToCompare,
  moreWords,
  serverWords,
  unknownHost,
  wasReplaced,
} from './words';

/** What an exchange did, in plain words: what needs a person, what came, what went. */
export function Account({
  accounts,
  spaces,
  onRetry,
  onSignIn,
  onAccept,
  onAcceptHost,
  onUnlock,
  onUnseal,
}: {
  accounts: readonly SpaceAccount[];
  spaces: readonly SpaceState[];
  onRetry: (id: string) => void;
  onSignIn: (id: string) => void;
  onAccept: (id: string) => void;
  onAcceptHost: (id: string, fingerprint: string) => void;
  onUnlock: (id: string) => void;
  onUnseal: () => void;
}) {
  return (
    <section className="spaces-account" aria-label={t('spaces.account')}>
      {accounts.map((a) => (
        <article key={a.id} className="space-account" aria-label={a.name}>
          <h2 className="h2 line">
            <Icon
              name={a.state === 'done' ? 'check' : 'warn'}
              className={a.state === 'done' ? 'ok' : 'warn'}
            />
            {a.name}
          </h2>
          <p className="ink-2" role={a.state === 'failed' ? 'alert' : 'status'}>
            {didWords(a, spaces.find((s) => s.id === a.id)?.address ?? a.name)}
          </p>
          <KeyToCompare words={keyToCompare(errorOf(a))} />
          <ServerSaid words={serverWords(errorOf(a))} />
          {a.state !== 'done' && (
            <div className="space-again">
              {asksForSignIn(a) && (
                <Button onClick={() => onSignIn(a.id)}>{t('spaces.signIn')}</Button>
              )}
              {unknownHost(a) && (
                <Button onClick={() => onAcceptHost(a.id, unknownHost(a))}>
                  {t('spaces.add.acceptHost')}
                </Button>
              )}
              {wasReplaced(a) && (
                <Button onClick={() => onAccept(a.id)}>{t('spaces.accept')}</Button>
              )}
              {isSealed(a) && <Button onClick={onUnseal}>{t('spaces.unlockLogins')}</Button>}
              {isLocked(a) && <Button onClick={() => onUnlock(a.id)}>{t('spaces.unlock')}</Button>}
              <Button onClick={() => onRetry(a.id)}>{t('act.tryAgain')}</Button>
            </div>
          )}
          {a.wrote && (
            <p className="small ink-2 space-address">
              {t('spaces.account.wrote', { path: a.wrote })}
            </p>
          )}
          <NeedsYou account={a} />
          <Reviews title={t('spaces.account.came')} list={a.came} count={a.cameCount} />
          <Reviews title={t('spaces.account.went')} list={a.went} count={a.wentCount} />
        </article>
      ))}
    </section>
  );
}

function NeedsYou({ account: a }: { account: SpaceAccount }) {
  if (a.open + a.held.length + a.aside.length + a.notices.length === 0) return null;
  return (
    <div className="space-block space-needs">
      <h3 className="h3">{t('spaces.account.needs')}</h3>
      <ul>
        {a.open > 0 && (
          <li className="space-line">
            <Icon name="exchange" className="warn" />
            <div className="grow">
              <a href="#/conflicts">{tn('spaces.account.decide', a.open)}</a>
              {a.undecided.length > 0 && (
                <span className="meta"> {a.undecided.map((r) => titleOf(r)).join(' · ')}</span>
              )}
            </div>
          </li>
        )}
        {a.held.length > 0 && (
          <li className="space-line">
            <Icon name="shield" className="warn" />
            <div className="grow">
              <p className="small">{tn('leaks.notSent', a.held.length)}</p>
              <p className="meta">
                {a.held.map((r, i) => (
                  <span key={r.ref}>
                    {i > 0 && ' · '}
                    <a href={`#/reviews/${r.ref}`}>{titleOf(r)}</a>
                  </span>
                ))}
              </p>
            </div>
          </li>
        )}
        {alike([...a.notices, ...a.aside]).map(({ words, remarks }) => (
          <Remarks key={words} words={words} remarks={remarks} />
        ))}
      </ul>
    </div>
  );
}

/** One sentence said of several reviews or files stands once, with all of them below it. */
function alike(list: readonly SpaceRemark[]) {
  const groups = new Map<string, SpaceRemark[]>();
  for (const n of list) {
    const words = tAny(n.message.key, n.message.params);
    groups.set(words, [...(groups.get(words) ?? []), n]);
  }
  return [...groups].map(([words, remarks]) => ({ words, remarks }));
}

/** What is said of the space as a whole stands in no file that a person would look for. */
const hasPlace = (n: SpaceRemark) => !n.message.key.startsWith('share.audience_');

function Remarks({ words, remarks }: { words: string; remarks: readonly SpaceRemark[] }) {
  return (
    <li className="space-line">
      <Icon name="info" />
      <div className="grow">
        <p className="small">{words}</p>
        {remarks.filter(hasPlace).map((n, i) => (
          <p key={i} className="meta space-address">
            {n.ref && <a href={`#/reviews/${n.ref}`}>{n.ref}</a>} {n.path}
            {n.line > 0 && ` · ${t('import.line', { n: formatNumber(n.line) })}`}
          </p>
        ))}
      </div>
    </li>
  );
}

const titleOf = (r: SpaceReview) => r.title || t('review.untitled');

function Reviews({
  title,
  list,
  count,
}: {
  title: string;
  list: readonly SpaceReview[];
  count: number;
}) {
  if (list.length === 0) return null;
  const more = moreWords(list.length, count);
  return (
    <div className="space-block">
      <h3 className="h3">{title}</h3>
      <ul>
        {list.map((r) => (
          <li key={r.ref} className="space-line">
            <span className="mono ink-3">{r.ref}</span>
            <div className="grow">
              <a href={`#/reviews/${r.ref}`}>{titleOf(r)}</a>
              <span className="meta">
                {r.trashed && ` ${t('spaces.account.trashed')}`}
                {r.by.length > 0 && ` ${t('spaces.account.by', { names: r.by.join(', ') })}`}
                {r.joined && ` ${t('spaces.account.joined')}`}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {more && <p className="meta">{more}</p>}
    </div>
  );
}
