import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import {
  useBackend,
  useNumberSetting,
  useServiceMap,
  useWorkspaceInfo,
  type ServiceRow,
} from '../../../backend';
import { useCommandContext, useCommands } from '../../../commands';
import { useWrite } from '../../../editing';
import { formatNumber, t, tAny, tn } from '../../../i18n';
import { Bar, Button, EmptyState, ErrorNote, Panes, RowList } from '../../../ui';
import { Coverage } from './Coverage';
import { NamesDialog } from './NamesDialog';
import { NewService } from './NewService';
import { ServicePage } from './ServicePage';
import './services.css';
import { TableDialog } from './TableDialog';

const whole = 'all';

type Row = { key: string; service?: ServiceRow };

/** What the organisation runs: the services, and one of them or all of them beside. */
export function Services({ record, tabs }: { record: string | undefined; tabs: ReactNode }) {
  const backend = useBackend();
  const navigate = useNavigate();
  const write = useWrite();
  const map = useServiceMap();
  const readOnly = useWorkspaceInfo().data?.readOnly ?? false;
  const locked = readOnly && t('reviews.readOnly');
  const [width, setWidth] = useNumberSetting('pane.services.left', 320);
  const [open, setOpen] = useState<'new' | 'names' | null>(null);
  const [table, setTable] = useState('');
  const waiting = map.data?.proposals.length ?? 0;
  const show = (ref: string) =>
    void (ref === whole
      ? navigate({ to: '/incidents/services' })
      : navigate({ to: '/incidents/services/$record', params: { record: ref } }));
  const choose = async () => setTable((await write(() => backend.services.choose())) ?? '');

  useCommandContext({ review: null, selection: null });
  useCommands('screen', [
    {
      id: 'services.new',
      title: 'services.new',
      keys: ['n'],
      icon: 'plus',
      group: 'write',
      when: () => !readOnly,
      run: () => setOpen('new'),
    },
    {
      id: 'services.names',
      title: 'services.names',
      keys: ['u'],
      icon: 'question',
      group: 'see',
      run: () => setOpen('names'),
    },
    {
      id: 'services.import',
      title: 'services.import',
      keys: ['i'],
      icon: 'bringIn',
      group: 'file',
      when: () => !readOnly,
      run: choose,
    },
  ]);

  const dialogs = (
    <>
      {open === 'new' && (
        <NewService
          onClose={() => setOpen(null)}
          onMade={(ref) => {
            setOpen(null);
            show(ref);
          }}
        />
      )}
      {open === 'names' && map.data && (
        <NamesDialog map={map.data} readOnly={readOnly} onClose={() => setOpen(null)} />
      )}
      {table && <TableDialog path={table} onClose={() => setTable('')} />}
    </>
  );
  const acts = (
    <>
      <Button look="quiet" icon="question" keys="u" onClick={() => setOpen('names')}>
        {waiting > 0 ? tn('services.waiting', waiting) : t('services.names')}
      </Button>
      <Button look="quiet" icon="bringIn" keys="i" off={locked} onClick={() => void choose()}>
        {t('services.import')}
      </Button>
      <Button icon="plus" keys="n" off={locked} onClick={() => setOpen('new')}>
        {t('services.new')}
      </Button>
    </>
  );
  const body = () => {
    if (map.error && !map.data)
      return (
        <ErrorNote
          title={t('services.broke')}
          text={tAny(map.error.key, map.error.params)}
          retry={() => void map.refetch()}
        />
      );
    if (!map.data) return <div className="screen" aria-busy="true" />;
    if (map.data.services.length === 0 && record === undefined)
      return (
        <EmptyState
          title={t('services.none')}
          lead={waiting > 0 ? tn('services.noneWaiting', waiting) : t('services.noneLead')}
          acts={
            <>
              {waiting > 0 && (
                <Button look="primary" icon="question" keys="u" onClick={() => setOpen('names')}>
                  {t('services.names')}
                </Button>
              )}
              <a href="#/help/services">{t('services.help')}</a>
            </>
          }
        />
      );
    const rows: Row[] = [
      { key: whole },
      ...map.data.services.map((service) => ({ key: service.ref, service })),
    ];
    return (
      <Panes
        left={{
          label: t('services.list'),
          width,
          min: 240,
          max: 480,
          onWidth: setWidth,
          content: (
            <RowList
              label={t('services.list')}
              items={rows}
              keyOf={(r) => r.key}
              rowHeight={48}
              selected={record ?? whole}
              onSelect={show}
              takeFocus
              renderRow={({ service }) =>
                service ? <ServiceLine service={service} /> : <AllLine count={rows.length - 1} />
              }
            />
          ),
        }}
      >
        <div className="service-scroll">
          {record ? (
            <ServicePage key={record} record={record} map={map.data} readOnly={readOnly} />
          ) : (
            <Coverage map={map.data} />
          )}
        </div>
      </Panes>
    );
  };
  return (
    <div className="screen">
      <Bar title={<h1 className="h1">{t('area.incidents')}</h1>} acts={acts} />
      {tabs}
      {body()}
      {dialogs}
    </div>
  );
}

function AllLine({ count }: { count: number }) {
  return (
    <div className="service-row">
      <div className="clip strong">{t('services.all')}</div>
      <div className="meta clip">{tn('services.count', count)}</div>
    </div>
  );
}

function ServiceLine({ service: s }: { service: ServiceRow }) {
  const about = [
    s.retired ? t('services.retiredOn', { day: s.retired }) : s.owner || t('services.unowned'),
    t('services.box', { own: formatNumber(s.own), all: formatNumber(s.all) }),
  ];
  return (
    <div className="service-row">
      <div className="clip strong">{s.name}</div>
      <div className="meta clip num">{about.join(' · ')}</div>
    </div>
  );
}
