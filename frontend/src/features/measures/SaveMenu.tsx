import type { MeasureFormat, ReportFormat } from '../../backend';
import { t, type MessageKey } from '../../i18n';
import { Menu } from '../../ui';

/** What can be saved: the chosen measure in a format, or all of them on paper. */
export const saves: readonly {
  id: string;
  format: MeasureFormat;
  all: boolean;
  keys: string;
  title: MessageKey;
}[] = [
  { id: 'csv', format: 'csv', all: false, keys: 'e c', title: 'measures.save.csv' },
  { id: 'svg', format: 'svg', all: false, keys: 'e s', title: 'measures.save.svg' },
  { id: 'png', format: 'png', all: false, keys: 'e p', title: 'measures.save.png' },
  { id: 'pdf', format: 'pdf', all: false, keys: 'e d', title: 'measures.save.pdf' },
  { id: 'all', format: 'pdf', all: true, keys: 'e a', title: 'measures.save.all' },
];

/** What managers are given of the period: as a file, to look at, and for good. */
export const trends: readonly {
  id: ReportFormat | 'show' | 'view' | 'issue';
  keys: string;
  title: MessageKey;
}[] = [
  { id: 'show', keys: 'e r', title: 'measures.trend.show' },
  { id: 'view', keys: 'e v', title: 'measures.trend.view' },
  { id: 'pdf', keys: 'e t', title: 'measures.trend.pdf' },
  { id: 'html', keys: 'e h', title: 'measures.trend.html' },
  { id: 'md', keys: 'e m', title: 'measures.trend.md' },
  { id: 'json', keys: 'e j', title: 'measures.trend.json' },
  { id: 'issue', keys: 'e i', title: 'measures.trend.issue' },
];

export function SaveMenu({
  onSave,
  onTrend,
}: {
  onSave: (format: MeasureFormat, all: boolean) => void;
  onTrend: (what: (typeof trends)[number]['id']) => void;
}) {
  return (
    <Menu
      label={t('measures.export')}
      icon="takeOut"
      text={t('measures.save')}
      items={[
        ...saves.map((s) => ({
          id: s.id,
          label: t(s.title),
          keys: s.keys,
          onSelect: () => onSave(s.format, s.all),
        })),
        'line',
        ...trends.map((s) => ({
          id: `trend.${s.id}`,
          label: t(s.title),
          keys: s.keys,
          onSelect: () => onTrend(s.id),
        })),
      ]}
    />
  );
}
