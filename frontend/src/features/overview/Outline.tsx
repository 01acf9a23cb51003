import { t } from '../../i18n';

/** Fewer headings than this are seen at once anyway. */
const fewest = 4;

/** The headings of the texts beside them; a narrow window has no room for it. */
export function Outline({
  titles,
  at,
  onGo,
}: {
  titles: readonly { key: string; title: string }[];
  /** Where the keyboard is. */
  at: string | null;
  onGo: (key: string) => void;
}) {
  if (titles.length < fewest) return null;
  return (
    <nav className="overview-outline" aria-label={t('overview.outline')}>
      <div>
        {titles.map((s) => (
          <button
            key={s.key}
            type="button"
            className="value-button"
            aria-current={s.key === at ? 'location' : undefined}
            onClick={() => onGo(s.key)}
          >
            {s.title}
          </button>
        ))}
      </div>
    </nav>
  );
}
