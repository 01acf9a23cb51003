import type { SpaceAccount, SpaceRemark } from '../../backend';
import { inFolder, wayTo } from '../../editing';
import { formatNumber, t, tAny, tn } from '../../i18n';
import { Button, Icon } from '../../ui';
import { titleOf } from './words';

/** What can be done from here about something that an account tells. */
type Ways = { onRetry: () => void; onSignIn: () => void; onAudience: () => void };

/** What an exchange left for a person, each with the way to where it is dealt with. */
export function NeedsYou({ account: a, ...ways }: { account: SpaceAccount } & Ways) {
  const notices = a.notices.filter((n) => !isNews(n));
  if (a.open + a.held.length + a.aside.length + notices.length === 0) return null;
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
                    <a href={wayTo(r.ref)}>{titleOf(r)}</a>
                  </span>
                ))}
              </p>
            </div>
          </li>
        )}
        {alike([...notices, ...a.aside]).map(({ words, remarks }) => (
          <Remarks key={words} words={words} remarks={remarks} {...ways} />
        ))}
      </ul>
    </div>
  );
}

/** What others are told or told us about who can read a space: news, and nothing amiss. */
export function News({ account }: { account: SpaceAccount }) {
  const news = alike(account.notices.filter(isNews));
  if (news.length === 0) return null;
  return (
    <ul className="space-block">
      {news.map(({ words }) => (
        <li key={words} className="space-line">
          <Icon name="people" />
          <p className="small grow">{words}</p>
        </li>
      ))}
    </ul>
  );
}

const isNews = (n: SpaceRemark) => /^share\.audience_(came|sent)/.test(n.message.key);

/** One sentence said of several reviews or files stands once, with all of them below it. */
function alike(list: readonly SpaceRemark[]) {
  const groups = new Map<string, SpaceRemark[]>();
  for (const n of list) {
    const words = tAny(n.message.key, n.message.params);
    groups.set(words, [...(groups.get(words) ?? []), n]);
  }
  return [...groups].map(([words, remarks]) => ({ words, remarks }));
}

const ofReaders = (n: SpaceRemark | undefined) => n?.message.key.startsWith('share.audience_');

function Remarks({
  words,
  remarks,
  ...ways
}: { words: string; remarks: readonly SpaceRemark[] } & Ways) {
  return (
    <li className="space-line">
      <Icon name="info" />
      <div className="grow">
        <p className="small">
          {words} <WayOn remarks={remarks} {...ways} />
        </p>
        {/* What is said of the space as a whole stands in no file that a person would look for. */}
        {remarks
          .filter((n) => !ofReaders(n) && (n.ref || n.path))
          .map((n, i) => (
            <p key={i} className="meta space-address">
              {n.ref && <a href={wayTo(n.ref, n.path)}>{n.title || n.ref}</a>}{' '}
              <span title={n.path}>{n.ref ? inFolder(n.path) : n.path}</span>
              {n.line > 0 && ` · ${t('import.line', { n: formatNumber(n.line) })}`}
            </p>
          ))}
      </div>
    </li>
  );
}

/** The way to deal with what belongs to no review: that of a review is its link. */
function WayOn({
  remarks,
  onRetry,
  onSignIn,
  onAudience,
}: { remarks: readonly SpaceRemark[] } & Ways) {
  const [first] = remarks;
  const act = (words: string, onClick: () => void) => (
    <Button look="text" size="small" onClick={onClick}>
      {words}
    </Button>
  );
  if (ofReaders(first)) return act(t('spaces.audience.menu'), onAudience);
  if (first?.message.key === 'spaces.notKept') return act(t('spaces.signIn'), onSignIn);
  if (first?.message.key === 'share.twins_later') return act(t('act.tryAgain'), onRetry);
  if (remarks.every((n) => n.ref)) return null;
  return <a href="#/help/spaces">{t('spaces.account.mend')}</a>;
}
