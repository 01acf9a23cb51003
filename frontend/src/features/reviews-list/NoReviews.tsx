import { useNavigate } from '@tanstack/react-router';
import { useSwitchWorkspace } from '../../editing';
import { t } from '../../i18n';
import { Button, EmptyState } from '../../ui';
import { ActionsSketch, CausesSketch, ReportSketch, TimelineSketch } from './sketches';

/** The list before its first review: what will be here, and the one next step. */
export function NoReviews({
  sample,
  locked,
  onStart,
}: {
  sample: boolean;
  /** Why nothing can be added, or false. */
  locked: string | false;
  onStart: () => void;
}) {
  const navigate = useNavigate();
  const change = useSwitchWorkspace();
  return (
    <EmptyState
      title={t('empty.title')}
      lead={t('empty.lead')}
      acts={
        <>
          <Button look="primary" size="large" icon="plus" keys="n" off={locked} onClick={onStart}>
            {t('reviews.start')}
          </Button>
          <Button
            look="text"
            size="large"
            off={locked}
            onClick={() => void navigate({ to: '/import' })}
          >
            {t('reviews.import')}
          </Button>
        </>
      }
    >
      <ol className="empty-four">
        <li>
          <TimelineSketch />
          <h3 className="h3">{t('empty.timeline.title')}</h3>
          <p className="small ink-2">{t('empty.timeline.text')}</p>
        </li>
        <li>
          <CausesSketch />
          <h3 className="h3">{t('empty.causes.title')}</h3>
          <p className="small ink-2">{t('empty.causes.text')}</p>
        </li>
        <li>
          <ActionsSketch />
          <h3 className="h3">{t('empty.actions.title')}</h3>
          <p className="small ink-2">{t('empty.actions.text')}</p>
        </li>
        <li>
          <ReportSketch />
          <h3 className="h3">{t('empty.report.title')}</h3>
          <p className="small ink-2">{t('empty.report.text')}</p>
        </li>
      </ol>
      {!sample && (
        <p className="small ink-3">
          {t('empty.look')}{' '}
          <button type="button" className="accent" onClick={() => change.mutate('sample')}>
            {t('empty.openSample')}
          </button>
          {t('empty.sampleIs')}
        </p>
      )}
    </EmptyState>
  );
}
