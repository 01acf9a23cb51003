import { t } from '../i18n';
import { EmptyState } from '../ui';

export function NotFound() {
  return (
    <div className="screen">
      <EmptyState
        title={t('error.noScreen.title')}
        lead={t('error.noScreen.text')}
        acts={<a href="#/reviews">{t('error.screen.toList')}</a>}
      />
    </div>
  );
}
