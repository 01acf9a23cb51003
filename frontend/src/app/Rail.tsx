import { useRouterState } from '@tanstack/react-router';
import { useConflictCount, useReviewList } from '../backend';
import { governanceTabs } from '../features/governance/tabs';
import { formatNumber, t, type MessageKey } from '../i18n';
import { Icon, Keys, Tooltip, type IconName } from '../ui';

type Area = {
  href: string;
  title: MessageKey;
  icon: IconName;
  keys: string;
  match: RegExp;
  /** Its reviews are counted beside it. */
  counted?: boolean;
};

const work: readonly Area[] = [
  { href: '#/home', title: 'area.home', icon: 'home', keys: 'g h', match: /^\/home/ },
  {
    href: '#/incidents',
    title: 'area.incidents',
    icon: 'bell',
    keys: 'g n',
    match: /^\/incidents/,
  },
  {
    href: '#/reviews',
    title: 'area.reviews',
    icon: 'reviews',
    keys: 'g r',
    match: /^\/(reviews|import|trash)/,
    counted: true,
  },
  {
    href: '#/actions',
    title: 'area.actions',
    icon: 'verified',
    keys: 'g a',
    match: /^\/actions/,
  },
  {
    href: '#/library',
    title: 'area.library',
    icon: 'library',
    keys: 'g l',
    match: /^\/library/,
  },
  {
    href: '#/spaces',
    title: 'area.spaces',
    icon: 'people',
    keys: 'g p',
    match: /^\/spaces/,
  },
  {
    href: '#/measures',
    title: 'area.measures',
    icon: 'chart',
    keys: 'g m',
    match: /^\/measures/,
  },
  ...(governanceTabs.length === 0
    ? []
    : [
        {
          href: '#/governance',
          title: 'area.governance',
          icon: 'shield',
          keys: 'g v',
          match: /^\/governance/,
        } as const,
      ]),
];
/** Stands in the rail while something waits for a decision. */
const deciding: Area = {
  href: '#/conflicts',
  title: 'area.conflicts',
  icon: 'exchange',
  keys: 'g c',
  match: /^\/conflicts/,
};
const foot: readonly Area[] = [
  { href: '#/help', title: 'area.help', icon: 'question', keys: 'F1', match: /^\/help/ },
  {
    href: '#/settings',
    title: 'area.settings',
    icon: 'settings',
    keys: 'g s',
    match: /^\/settings/,
  },
];

/** The areas of the work. Only areas that work stand here. */
export function Rail({ slim, onFind }: { slim: boolean; onFind: () => void }) {
  // Only their number is shown.
  const list = useReviewList(
    { query: '', state: '', severity: '', trash: false, sort: 'changed' },
    1,
  );
  const total = list.data?.total ?? 0;
  const undecided = useConflictCount();
  return (
    <nav className={`rail ${slim ? 'slim' : ''}`} aria-label={t('rail.label')}>
      <div className="rail-brand">
        <Icon name="brand" label={slim ? t('app.name') : undefined} />
        <span className="rail-text">{t('app.name')}</span>
      </div>
      <RailTip slim={slim} text={t('palette.open')} keys="Ctrl+K">
        <button
          type="button"
          className="rail-find"
          onClick={onFind}
          aria-label={slim ? t('palette.open') : undefined}
        >
          <Icon name="search" />
          <span className="rail-text">{t('palette.open')}</span>
          <Keys keys="Ctrl+K" />
        </button>
      </RailTip>
      {work.map((a) => (
        <AreaLink key={a.href} area={a} slim={slim} count={a.counted ? total : 0} />
      ))}
      {undecided > 0 && <AreaLink area={deciding} slim={slim} count={undecided} />}
      <div className="rail-fill" />
      {foot.map((a) => (
        <AreaLink key={a.href} area={a} slim={slim} />
      ))}
    </nav>
  );
}

function AreaLink({ area, slim, count = 0 }: { area: Area; slim: boolean; count?: number }) {
  const here = useRouterState({ select: (s) => area.match.test(s.location.pathname) });
  return (
    <RailTip slim={slim} text={t(area.title)} keys={area.keys}>
      <a
        className="rail-item"
        href={area.href}
        aria-current={here ? 'page' : undefined}
        aria-label={slim ? t(area.title) : undefined}
      >
        <Icon name={area.icon} />
        <span className="rail-text">{t(area.title)}</span>
        {count > 0 && <span className="rail-count">{formatNumber(count)}</span>}
      </a>
    </RailTip>
  );
}

function RailTip({
  slim,
  text,
  keys,
  children,
}: {
  slim: boolean;
  text: string;
  keys: string;
  children: React.ReactNode;
}) {
  return slim ? (
    <Tooltip text={text} keys={keys}>
      {children}
    </Tooltip>
  ) : (
    children
  );
}
