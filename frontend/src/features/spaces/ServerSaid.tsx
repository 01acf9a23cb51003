import { t } from '../../i18n';

/** A fingerprint as it is compared with another: sign by sign. */
export function KeyToCompare({ words }: { words: string }) {
  return words === '' ? null : <p className="mono host-key">{words}</p>;
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
