import { t } from '../../i18n';
import { Button } from '../../ui';

const examples = [
  ['22:14', 'timeline.empty.clock'],
  ['~22:10', 'timeline.empty.about'],
  ['22:09–22:31', 'timeline.empty.range'],
  ['2026-11-16 22:14 CET', 'timeline.empty.full'],
  ['-5m', 'timeline.empty.ago'],
] as const;

/** What will be here, and how a line begins. */
export function NoEntries({ readOnly, onImport }: { readOnly: boolean; onImport: () => void }) {
  return (
    <div className="empty">
      <div className="empty-body">
        <h2 className="empty-title">{t('timeline.empty.title')}</h2>
        <p className="empty-lead">{t('timeline.empty.lead')}</p>
        <dl className="line-forms">
          {examples.map(([form, key]) => (
            <div key={form}>
              <dt className="mono">{form}</dt>
              <dd className="ink-2">{t(key)}</dd>
            </div>
          ))}
        </dl>
        {!readOnly && (
          <div className="empty-acts">
            <Button icon="bringIn" onClick={onImport}>
              {t('reviews.import')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
