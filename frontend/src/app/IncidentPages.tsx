import { useNavigate, useParams } from '@tanstack/react-router';
import { useInbox } from '../backend';
import { useCommands } from '../commands';
import { AssessDialog } from '../features/governance/obligations/ReviewCard';
import { Incidents } from '../features/incidents';
import { Inbox } from '../features/incidents/inbox';
import { Services } from '../features/incidents/services';
import { t } from '../i18n';
import { Steps } from '../ui';
import { RegisterPaper } from './papers';

function Tabs({ current }: { current: 'register' | 'services' | 'inbox' }) {
  const waits = useInbox().data?.waits ?? 0;
  return (
    <Steps
      label={t('incident.pages')}
      current={current}
      steps={[
        { id: 'register', label: t('incident.register'), href: '#/incidents' },
        { id: 'services', label: t('services.title'), href: '#/incidents/services' },
        {
          id: 'inbox',
          label: t('inbox.title'),
          href: '#/incidents/inbox',
          count: waits > 0 ? waits : undefined,
        },
      ]}
    />
  );
}

/** The area Incidents: what other tools told of, and what the organisation runs. */
export function RegisterPage() {
  return (
    <Incidents
      tabs={<Tabs current="register" />}
      assess={({ id, zone }, onClose) => (
        <AssessDialog subject={id} zone={zone} onClose={onClose} />
      )}
      paper={(query, onClose) => <RegisterPaper kind="incidents" query={query} onClose={onClose} />}
    />
  );
}

export function ServicesPage() {
  const { record } = useParams({ strict: false });
  const navigate = useNavigate();
  useCommands('screen', [
    {
      id: 'services.ownHelp',
      title: 'go.help',
      keys: ['F1'],
      icon: 'question',
      group: 'go',
      inField: true,
      hidden: true,
      run: () => navigate({ to: '/help/$topic', params: { topic: 'services' } }),
    },
  ]);
  return <Services record={record} tabs={<Tabs current="services" />} />;
}

export function InboxPage() {
  return <Inbox tabs={<Tabs current="inbox" />} />;
}
