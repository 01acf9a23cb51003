import type { ErrorComponentProps } from '@tanstack/react-router';
import { parseError } from '../backend';
import { t, tAny } from '../i18n';
import { Button, ErrorNote } from '../ui';

/** Shown in place of a screen that broke. What was typed is saved as it is typed, and says so. */
export function ScreenError({ error, reset }: ErrorComponentProps) {
  const wire = parseError(error);
  return (
    <div className="screen">
      <ErrorNote
        title={t('error.screen.title')}
        text={wire.key === 'error.internal' ? t('error.screen.text') : tAny(wire.key, wire.params)}
        retry={reset}
      >
        <Button look="quiet" onClick={() => (window.location.hash = '#/reviews')}>
          {t('error.screen.toList')}
        </Button>
      </ErrorNote>
    </div>
  );
}
