import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  useBackend,
  useNumberSetting,
  usePolicies,
  usePolicyKinds,
  useWorkspaceInfo,
  WireError,
} from '../../../backend';
import { useCommands } from '../../../commands';
import { t, tAny } from '../../../i18n';
import { Button, EmptyState, ErrorNote, Panes, useMedia, wideWindow } from '../../../ui';
import { AskDialog } from '../AskDialog';
import { Unreadable } from '../Unreadable';
import './policies.css';
import { PolicyList } from './PolicyList';
import { PolicyPage } from './PolicyPage';
import { kindWords } from './words';

/** The rules of the workspace: the list at the left, one of them beside it. */
export function Policies({ record }: { record: string | undefined }) {
  const backend = useBackend();
  const navigate = useNavigate();
  const policies = usePolicies();
  const kinds = usePolicyKinds();
  const locked = (useWorkspaceInfo().data?.readOnly ?? false) && t('reviews.readOnly');
  const wide = useMedia(wideWindow);
  const [width, setWidth] = useNumberSetting('pane.policies.left', wide ? 360 : 300);
  const [asked, setAsked] = useState(false);
  const open = (ref: string) =>
    void navigate({ to: '/governance/$tab/$record', params: { tab: 'policies', record: ref } });

  useCommands('screen', [
    {
      id: 'policies.new',
      title: 'policies.new',
      keys: ['n'],
      icon: 'plus',
      group: 'write',
      when: () => !locked,
      run: () => setAsked(true),
    },
  ]);

  if (policies.error && !policies.data) {
    return (
      <ErrorNote
        title={t('policies.cannotList')}
        text={tAny(policies.error.key, policies.error.params)}
        retry={() => void policies.refetch()}
      />
    );
  }
  if (!policies.data) return <div className="screen" aria-busy="true" />;
  const list = policies.data;
  const here = list.find((p) => p.ref === record) ?? (record === undefined ? list[0] : undefined);
  const add = (look: 'primary' | 'plain') => (
    <Button look={look} icon="plus" keys="n" off={locked} onClick={() => setAsked(true)}>
      {t('policies.new')}
    </Button>
  );

  return (
    <>
      <Unreadable kind="policy" />
      {list.length === 0 ? (
        <EmptyState
          title={t('policies.none')}
          lead={t('policies.none.lead')}
          acts={
            <>
              {add('primary')}
              <a href="#/help/policies">{t('policies.help')}</a>
            </>
          }
        />
      ) : (
        <Panes
          left={{
            label: t('policies.list'),
            width,
            min: 240,
            max: 480,
            onWidth: setWidth,
            content: (
              <>
                <div className="policy-list-head">
                  {add('plain')}
                  <a className="small" href="#/help/policies">
                    {t('policies.help')}
                  </a>
                </div>
                <PolicyList policies={list} selected={here?.ref ?? null} onSelect={open} />
              </>
            ),
          }}
        >
          <div className="policy-scroll">
            {here ? (
              <PolicyPage key={here.ref} policy={here} locked={locked} />
            ) : (
              <EmptyState title={t('policies.gone')} lead={t('policies.gone.lead')} />
            )}
          </div>
        </Panes>
      )}
      {asked && (
        <AskDialog
          title={t('policies.new')}
          lead={t('policies.new.lead')}
          act={t('policies.begin')}
          fields={[
            { name: 'title', label: t('policyPart.title') },
            {
              name: 'kind',
              label: t('policyPart.kind'),
              kind: 'choice',
              options: [
                { value: '', label: t('governance.pick.none') },
                ...kinds.map((k) => ({ value: k, label: kindWords(k) })),
              ],
            },
          ]}
          onSave={async (v) => {
            // Measures and clocks look for rules by their kind: nobody gets one by chance.
            const kind = v['kind'] ?? '';
            if (!kind) {
              const field = { name: 'kind', key: 'policies.kindMissing', params: {} };
              throw new WireError('invalid', 'policies.kindMissing', {}, [field]);
            }
            const ref = await backend.policies.create(kind, v['title'] ?? '', 'policies');
            await policies.refetch();
            open(ref);
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
