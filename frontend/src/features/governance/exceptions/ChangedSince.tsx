import type { PolicyException } from '../../../backend';
import { t } from '../../../i18n';
import { Note } from '../../../ui';
import { Differences } from '../policies/Differences';

/** That it was changed since it was answered: what was agreed to, and what it says now. */
export function ChangedSince({ exception: e }: { exception: PolicyException }) {
  if (!e.moved || !e.answer) return null;
  return (
    <Note tone="warn" inset>
      <p>{t(`exceptions.changed.${e.answer}`)}</p>
      {e.since.length === 0 ? (
        <p>{t('exceptions.changed.unknown')}</p>
      ) : (
        <>
          <p>{t('exceptions.changed.how')}</p>
          <Differences list={e.since} />
        </>
      )}
    </Note>
  );
}
