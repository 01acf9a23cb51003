import { t } from '../../i18n';
import { Button, EmptyState } from '../../ui';

/** Before there is any: what a space is, and the way to the first. */
export function NoSpaces({ onAdd }: { onAdd: (() => void) | undefined }) {
  return (
    <EmptyState
      title={t('spaces.none')}
      lead={t('spaces.none.lead')}
      acts={
        onAdd && (
          <Button look="primary" size="large" icon="plus" keys="n" onClick={onAdd}>
            {t('spaces.add')}
          </Button>
        )
      }
    >
      <ul className="spaces-facts small ink-2">
        <li>{t('spaces.none.place')}</li>
        <li>{t('spaces.none.both')}</li>
        <li>{t('spaces.none.private')}</li>
      </ul>
    </EmptyState>
  );
}
