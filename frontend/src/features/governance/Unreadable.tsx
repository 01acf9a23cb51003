import { useUnreadable } from '../../backend';
import { t } from '../../i18n';
import { Note } from '../../ui';

/** Names what a list is without because what is stored of it is damaged, and what to do. */
export function Unreadable({ kind }: { kind: 'policy' | 'obligation' | 'calendar' | 'study' }) {
  const refs = useUnreadable(kind).data ?? [];
  if (refs.length === 0) return null;
  return <Note tone="warn">{t('governance.unreadable', { refs: refs.join(', ') })}</Note>;
}
