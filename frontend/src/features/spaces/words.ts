import {
  parseError,
  type Place,
  type SpaceAccount,
  type SpaceReview,
  type SpaceState,
  type Waiting,
  type WireError,
} from '../../backend';
import { formatAct, formatNumber, hasMessage, t, tAny, tn } from '../../i18n';

/** Why an address cannot be shared through, and what to do about it. */
export function connectionWords(error: WireError, address: string): string {
  const fix = `spaces.fix.${error.key.replace(/^share\./, '')}`;
  return hasMessage(fix)
    ? tAny(`spaces.fix.${error.key.replace(/^share\./, '')}`, {
        ...error.params,
        where: placeOf(address),
      })
    : tAny(error.key, error.params);
}

/** Where a review belongs that others moved out of a space, and the way there. */
export function awayWords(ref: string, { name: place, left: name, inside }: Place): string {
  if (inside) {
    return place
      ? t('share.away.inside', { ref, name, place })
      : t('share.away.insideUnknown', { ref, name });
  }
  return place
    ? t('share.away.copy', { ref, name, place })
    : t('share.away.copyUnknown', { ref, name });
}

/** The part of an address that people know: the server, or the folder. */
export function placeOf(address: string): string {
  const server =
    /^[a-z+]+:\/\/(?:[^/@]*@)?([^/]+)/.exec(address) ?? /^[\w.-]+@([\w.-]+):/.exec(address);
  return server?.[1] ?? address;
}

/** Whether a key opens the door there, and not a name and a token. */
export const wantsKey = (address: string) =>
  /^(ssh|git\+ssh|ssh\+git):\/\//i.test(address) || /^[\w.-]+@[\w.-]+:[^/]*./.test(address);

/** What the label of the job says in words. */
export function doingWords(label: string): string {
  const at = label.indexOf(':');
  const phase = label.slice(0, at);
  const name = label.slice(at + 1);
  return phase ? tAny(`spaces.phase.${phase}`, { name }) : t('spaces.phase.begin');
}

/** How the place of a space is told: files that are carried have only a folder. */
export function addressWords(address: string): string {
  const folder = /^bundles:(.+)$/.exec(address)?.[1];
  return folder ? t('spaces.carriedIn', { folder }) : address;
}

/**
 * The fingerprints that a person compares, each for a line of its own: the key of a server
 * nobody looked at yet, or the one known and the one shown; none for other errors.
 */
export function keysToCompare(error: WireError | null): { name: string; key: string }[] {
  const shown = `${error?.params['kind'] ?? ''} ${error?.params['fingerprint'] ?? ''}`;
  switch (error?.key) {
    case 'share.host_unknown':
      return [{ name: '', key: shown }];
    case 'share.host_changed':
    case 'share.host_changed_ssh':
      return [
        { name: t('spaces.key.known'), key: error.params['known'] ?? '' },
        { name: t('spaces.key.shown'), key: shown },
      ];
    default:
      return [];
  }
}

/** What the server gave as its reason, in its own words; "" where it said nothing. */
export const serverWords = (error: WireError | null): string => error?.params['words'] ?? '';

export function exchangedWords(space: SpaceState): string {
  return space.syncedAt
    ? t('spaces.exchanged', { time: formatAct(space.syncedAt) })
    : t('spaces.neverExchanged');
}

export function errorOf(account: SpaceAccount): WireError | null {
  return account.error ? parseError(account.error) : null;
}

/** Why an exchange failed, and what to do about it in this window. */
function failureWords(error: WireError, address: string): string {
  const told = `spaces.told.${error.key.replace(/^share\./, '')}`;
  return hasMessage(told)
    ? tAny(`spaces.told.${error.key.replace(/^share\./, '')}`, {
        ...error.params,
        where: placeOf(address),
      })
    : tAny(error.key, error.params);
}

/** One sentence for what an exchange did. */
export function didWords(a: SpaceAccount, address: string): string {
  const counts = [
    a.cameCount > 0 && tn('spaces.did.came', a.cameCount),
    a.wentCount > 0 && tn(a.carried ? 'spaces.did.wrote' : 'spaces.did.went', a.wentCount),
  ].filter((x) => x !== false);
  // What was done stands, and is told before what did not go.
  const after = (words: string) => [...counts, words].join(' ');
  switch (a.state) {
    case 'failed': {
      const error = errorOf(a);
      return after(error ? failureWords(error, address) : t('spaces.did.failed'));
    }
    case 'waiting':
      return after(tAny('share.remote_busy'));
    case 'read_only':
      return after(tAny('share.remote_read_only'));
    case 'stopped':
      return after(tAny('share.cancelled'));
    case 'unasked':
      return t('spaces.did.unasked');
    case 'done':
  }
  if (a.cameCount + a.wentCount + a.held.length === 0)
    return t(a.begun ? 'spaces.did.begun' : 'spaces.did.same');
  if (a.cameCount + a.wentCount === 0) return t('spaces.did.held');
  return counts.join(' ');
}

const askedBy = new Set([
  'share.remote_sign_in',
  'share.remote_stranger',
  'share.login_lost',
  'share.keyring_silent',
  'share.key_none',
  'share.key_refused',
  'share.key_missing',
  'share.key_locked',
  'share.key_passphrase',
  'share.key_bad',
]);
export const asksForSignIn = (a: SpaceAccount) => askedBy.has(errorOf(a)?.key ?? '');

const onTheWay = new Set([
  'share.remote_untrusted',
  'share.proxy_refused',
  'share.proxy_unreachable',
  'share.proxy_sign_in',
  'share.proxy_login_refused',
  'share.proxy_way',
]);
/** What lies between this computer and the server is set in a dialog of its own. */
export const liesOnTheWay = (error: WireError | null) => onTheWay.has(error?.key ?? '');

const failedWith = (key: string) => (a: SpaceAccount) => errorOf(a)?.key === key;
export const wasReplaced = failedWith('share.rewritten');
export const isSealed = failedWith('share.logins_locked');
export const isLocked = failedWith('share.lock_left');
/** The fingerprint a person is to compare; a key that was known and changed has no such way on. */
export const unknownHost = (a: SpaceAccount): string => {
  const error = errorOf(a);
  return error?.key === 'share.host_unknown' ? (error.params['fingerprint'] ?? '') : '';
};

/** The known key that a person may forget where the server shows another; "" where a file of ssh holds it. */
export const changedHost = (a: SpaceAccount): string => {
  const error = errorOf(a);
  return error?.key === 'share.host_changed' ? (error.params['known'] ?? '') : '';
};

/** "3 reviews · 2 to send · 1 kept back"; after a sync that failed, or may not send, nobody knows that all was sent. */
export function countsOf(space: Waiting, failed = false): string {
  const sent = failed || space.kept > 0 ? [] : [t('spaces.allSent')];
  return [
    tn('reviews.count', space.reviews),
    ...(space.unsent > 0 ? [tn('spaces.unsent', space.unsent)] : sent),
    ...(space.kept > 0 ? [tn('spaces.kept', space.kept)] : []),
  ].join(' · ');
}

export const moreWords = (listed: number, all: number) =>
  all > listed ? t('spaces.account.more', { count: formatNumber(all - listed) }) : '';

export const titleOf = (r: SpaceReview) => r.title || t('review.untitled');
