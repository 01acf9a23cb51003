import { useNavigate, useParams } from '@tanstack/react-router';
import { useCommands } from '../commands';
import { AssessDialog } from '../features/governance/obligations/ReviewCard';
import { Incidents } from '../features/incidents';
import { Services } from '../features/incidents/services';
import { t } from '../i18n';
import { Steps } from '../ui';

function tabs(current: 'register' | 'services') {
  return (
    <Steps
      label={t('incident.pages')}
      current={current}
      steps={[
        { id: 'register', label: t('incident.register'), href: '#/incidents' },
        { id: 'services', label: t('services.title'), href: '#/incidents/services' },
      ]}
    />
  );
}

/** The area Incidents: what other tools told of, and what the organisation runs. */
export function RegisterPage() {
  return (
    <Incidents
      tabs={tabs('register')}
      assess={({ id, zone }, onClose) => (
        <AssessDialog subject={id} zone={zone} onClose={onClose} />
      )}
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
  return <Services record={record} tabs={tabs('services')} />;
}
