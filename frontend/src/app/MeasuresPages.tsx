import { useNavigate, useParams } from '@tanstack/react-router';
import { useCommands } from '../commands';
import type { MeasureQuery } from '../backend';
import { Measures } from '../features/measures';
import { Studies } from '../features/studies';
import { t } from '../i18n';
import { Steps } from '../ui';
import { TrendPaper } from './papers';

function tabs(current: 'indicators' | 'studies') {
  return (
    <Steps
      label={t('measures.pages')}
      current={current}
      steps={[
        { id: 'indicators', label: t('measures.indicators'), href: '#/measures' },
        { id: 'studies', label: t('measures.studies'), href: '#/measures/studies' },
      ]}
    />
  );
}

/** F1 opens the page of the handbook about the page that is open. */
function useOwnHelp(topic: 'measures' | 'studies') {
  const navigate = useNavigate();
  useCommands('screen', [
    {
      id: 'measures.help',
      title: 'go.help',
      keys: ['F1'],
      icon: 'question',
      group: 'go',
      inField: true,
      hidden: true,
      run: () => navigate({ to: '/help/$topic', params: { topic } }),
    },
  ]);
}

/** The area Measures: how incidents went, and whether a change did what it was made for. */
const trend = (query: MeasureQuery, onClose: () => void) => (
  <TrendPaper query={query} onClose={onClose} />
);

export function IndicatorsPage() {
  useOwnHelp('measures');
  return <Measures tabs={tabs('indicators')} paper={trend} />;
}

export function StudiesPage() {
  const { record } = useParams({ strict: false });
  useOwnHelp('studies');
  return <Studies record={record} tabs={tabs('studies')} />;
}
