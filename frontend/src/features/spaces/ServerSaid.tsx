import type { WireError } from '../../backend';
import { t } from '../../i18n';
import { keysToCompare } from './words';

/** Fingerprints as they are compared with others: sign by sign. */
export function KeyToCompare({ error }: { error: WireError | null }) {
  return keysToCompare(error).map(({ name, key }) => (
    <div key={key} className="space-key">
      {name && <div className="label">{name}</div>}
      <p className="mono host-key">{key}</p>
    </div>
  ));
}

/** The words of a server, set apart from ours: nobody here chose them. */
export function ServerSaid({ words }: { words: string }) {
  if (words === '') return null;
  return (
    <p className="small ink-2 server-said">
      {t('spaces.serverSaid')} <q>{words}</q>
    </p>
  );
}
