import { useNavigate, useParams } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useCommandContext, useCommands } from '../../commands';
import { flushTexts } from '../../editing';
import { t } from '../../i18n';
import { Bar, EmptyState, Steps } from '../../ui';
import { governanceTabs } from './tabs';

/** The rules a workspace works by, who signed them, and the record of what happened. */
export function Governance() {
  const { tab, record } = useParams({ strict: false });
  const here = tab === undefined ? governanceTabs[0] : governanceTabs.find((x) => x.id === tab);
  const navigate = useNavigate();
  useCommandContext({ review: null, selection: null });
  useCommands('screen', [
    {
      // Each page has one in the handbook by the same name.
      id: 'governance.help',
      title: 'go.help',
      keys: ['F1'],
      icon: 'question',
      group: 'go',
      inField: true,
      hidden: true,
      when: () => here !== undefined,
      run: () => navigate({ to: '/help/$topic', params: { topic: here?.id ?? '' } }),
    },
  ]);
  // Leaving a page saves what is typed in it.
  useEffect(() => () => void flushTexts(), [tab, record]);
  return (
    <div className="screen">
      <Bar title={<h1 className="h1">{t('area.governance')}</h1>} />
      <Steps
        label={t('governance.pages')}
        current={here?.id ?? ''}
        steps={governanceTabs.map((x) => ({
          id: x.id,
          label: t(x.title),
          href: `#/governance/${x.id}`,
        }))}
      />
      {here ? (
        <Suspense key={here.id} fallback={<div className="screen" aria-busy="true" />}>
          <here.Screen record={record} />
        </Suspense>
      ) : (
        <EmptyState title={t('error.noScreen.title')} lead={t('error.noScreen.text')} />
      )}
    </div>
  );
}
