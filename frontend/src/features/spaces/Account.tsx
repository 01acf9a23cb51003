import type { SpaceAccount, SpaceReview, SpaceState } from '../../backend';
import { wayTo } from '../../editing';
import { t } from '../../i18n';
import { Button, Icon } from '../../ui';
import { NeedsYou, News } from './NeedsYou';
import { KeyToCompare, ServerSaid } from './ServerSaid';
import {
  asksForSignIn,
  changedHost,
  didWords,
  errorOf,
  isLocked,
  isSealed,
  liesOnTheWay,
  moreWords,
  serverWords,
  titleOf,
  unknownHost,
  wasReplaced,
} from './words';

/** What an exchange did, in plain words: what needs a person, what came, what went. */
export function Account({
  accounts,
  spaces,
  onRetry,
  onSignIn,
  onNetwork,
  onAccept,
  onAudience,
  onAcceptHost,
  onForgetHost,
  onUnlock,
  onUnseal,
}: {
  accounts: readonly SpaceAccount[];
  spaces: readonly SpaceState[];
  onRetry: (id: string) => void;
  onSignIn: (id: string) => void;
  onNetwork: (id: string) => void;
  onAccept: (id: string) => void;
  onAudience: (id: string) => void;
  onAcceptHost: (id: string, fingerprint: string) => void;
  onForgetHost: (account: SpaceAccount) => void;
  onUnlock: (id: string) => void;
  onUnseal: () => void;
}) {
  return (
    <section className="spaces-account" aria-label={t('spaces.account')}>
      {accounts.map((a) => (
        <article key={a.id} className="space-account" aria-label={a.name}>
          <h2 className="h2 line">
            <Icon
              name={a.state === 'done' && a.held.length === 0 ? 'check' : 'warn'}
              className={a.state === 'done' && a.held.length === 0 ? 'ok' : 'warn'}
            />
            {a.name}
          </h2>
          <p className="ink-2" role={a.state === 'failed' ? 'alert' : 'status'}>
            {didWords(a, spaces.find((s) => s.id === a.id)?.address ?? a.name)}
          </p>
          <KeyToCompare error={errorOf(a)} />
          <ServerSaid words={serverWords(errorOf(a))} />
          {a.state !== 'done' && (
            <div className="space-again">
              {asksForSignIn(a) && (
                <Button onClick={() => onSignIn(a.id)}>{t('spaces.signIn')}</Button>
              )}
              {liesOnTheWay(errorOf(a)) && (
                <Button onClick={() => onNetwork(a.id)}>{t('spaces.network')}</Button>
              )}
              {unknownHost(a) && (
                <Button onClick={() => onAcceptHost(a.id, unknownHost(a))}>
                  {t('spaces.add.acceptHost')}
                </Button>
              )}
              {changedHost(a) && (
                <Button onClick={() => onForgetHost(a)}>{t('spaces.forgetHost')}</Button>
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
          <NeedsYou
            account={a}
            onRetry={() => onRetry(a.id)}
            onSignIn={() => onSignIn(a.id)}
            onAudience={() => onAudience(a.id)}
          />
          <News account={a} />
          <Reviews title={t('spaces.account.came')} list={a.came} count={a.cameCount} />
          <Reviews
            title={t(a.carried ? 'spaces.account.written' : 'spaces.account.went')}
            list={a.went}
            count={a.wentCount}
          />
        </article>
      ))}
    </section>
  );
}

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
              <a href={wayTo(r.ref)}>{titleOf(r)}</a>
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
