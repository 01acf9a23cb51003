import { t } from '../../i18n';

/** Headings that an import brought without a text, in one line; each can be written. */
export function QuietSections({
  sections,
  readOnly,
  onOpen,
}: {
  sections: readonly { key: string; title: string }[];
  readOnly: boolean;
  onOpen: (key: string) => void;
}) {
  if (sections.length === 0) return null;
  return (
    <div className="sections-quiet small ink-3">
      <span>{t('overview.section.quiet')}</span>
      {readOnly ? (
        <span>{sections.map((s) => s.title).join(' · ')}</span>
      ) : (
        sections.map((s) => (
          <button
            key={s.key}
            type="button"
            className="value-button"
            data-section={s.key}
            aria-label={t('overview.section.write', { title: s.title })}
            onClick={() => onOpen(s.key)}
          >
            {s.title}
          </button>
        ))
      )}
    </div>
  );
}
