import { useState } from 'react';
import {
  useBackend,
  useJob,
  type SpaceAccount,
  type SpaceEntry,
  type SpaceSeen,
} from '../../backend';
import { useWrite } from '../../editing';
import { wantsKey } from './words';

export type Place = 'folder' | 'carried' | 'server';

/** What is entered about a new space, the look at its address, and the entering. */
export function useAdding(onAdded: (account: SpaceAccount) => void) {
  const backend = useBackend();
  const write = useWrite();
  const looking = useJob<SpaceSeen>();
  const adding = useJob<SpaceAccount>();
  const [place, setPlace] = useState<Place>('folder');
  const [name, setName] = useState('');
  const [folder, setFolder] = useState('');
  const [url, setUrl] = useState('');
  const [alias, setAlias] = useState('');
  const [audience, setAudience] = useState('');
  const [user, setUser] = useState('');
  const [secret, setSecret] = useState('');
  const [key, setKey] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [keep, setKeep] = useState(false);
  const [acceptHost, setAcceptHost] = useState('');

  const address = (place === 'server' ? url : folder).trim();
  const byKey = place === 'server' && wantsKey(address);
  const byName = place === 'server' && !byKey;
  const entry = (acceptHost: string): SpaceEntry => ({
    name: name.trim(),
    address,
    carried: place === 'carried',
    alias: alias.trim(),
    audience: audience.trim(),
    user: byName ? user.trim() : '',
    secret: byName ? secret : '',
    key: byKey ? key.trim() : '',
    passphrase: byKey ? passphrase : '',
    keep: place === 'server' && keep,
    acceptHost: place === 'server' ? acceptHost : '',
  });
  /** What was seen or refused is about the address as it was. */
  const changed =
    <V>(set: (value: V) => void) =>
    (value: V) => {
      looking.reset();
      adding.reset();
      set(value);
    };

  return {
    place,
    setPlace: changed(setPlace),
    name,
    setName,
    folder,
    setFolder: changed(setFolder),
    url,
    setUrl: changed(setUrl),
    user,
    setUser: changed(setUser),
    secret,
    setSecret: changed(setSecret),
    byKey,
    key,
    setKey: changed(setKey),
    passphrase,
    setPassphrase: changed(setPassphrase),
    keep,
    setKeep,
    alias,
    setAlias,
    audience,
    setAudience,
    address,
    looking,
    adding,
    choose: async () => {
      const path = await write(() => backend.spaces.chooseFolder());
      if (path) changed(setFolder)(path);
    },
    /** `accept` is the fingerprint of a server's key that the person has found right. */
    look: (accept = acceptHost) => {
      setAcceptHost(accept);
      adding.reset();
      looking.start(
        () => backend.spaces.look(entry(accept)),
        async (id) => {
          const seen = await backend.spaces.lookResult(id);
          if (seen.name) setName((now) => now || seen.name);
          // What the space says already stands; nobody is asked to say it again.
          if (seen.audience) setAudience(seen.audience);
          return seen;
        },
      );
    },
    add: () => {
      looking.reset();
      adding.start(
        () => backend.spaces.add(entry(acceptHost)),
        async (id) => {
          const account = await backend.spaces.addResult(id);
          onAdded(account);
          return account;
        },
      );
    },
  };
}
