import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  useNumberSetting,
  useRegister,
  useWorkspaceInfo,
  type RegisterFormat,
} from '../../../backend';
import { useCommands } from '../../../commands';
import { everyIncident, saveRegister } from '../../../editing';
import { t, tAny, type MessageKey } from '../../../i18n';
import { Button, EmptyState, ErrorNote, Menu, Panes, useMedia, wideWindow } from '../../../ui';
import { Unreadable } from '../Unreadable';
import { AssessmentPage } from './AssessmentPage';
import './obligations.css';
import { PacksDialog } from './PacksDialog';
import { RegisterList } from './RegisterList';

/** As what the register is saved, to be read or as a table with a row for each notification. */
const saves: readonly [RegisterFormat, MessageKey, string][] = [
  ['pdf', 'report.register.save.obligations', 'e p'],
  ['csv', 'report.register.save.obligationsCsv', 'e c'],
  ['xlsx', 'report.register.save.obligationsXlsx', 'e x'],
];

/** Who had to be told of what: the register at the left, one assessment beside it. */
export function Obligations({ record }: { record: string | undefined }) {
  const navigate = useNavigate();
  const register = useRegister();
  const locked = (useWorkspaceInfo().data?.readOnly ?? false) && t('reviews.readOnly');
  const wide = useMedia(wideWindow);
  const [width, setWidth] = useNumberSetting('pane.obligations.left', wide ? 400 : 320);
  const open = (ref: string) =>
    void navigate({
      to: '/governance/$tab/$record',
      params: { tab: 'obligations', record: ref },
    });

  const [packs, setPacks] = useState(false);
  useCommands('screen', [
    {
      id: 'obligations.packs',
      title: 'obligations.packs',
      keys: ['l'],
      group: 'see',
      run: () => setPacks(true),
    },
    ...saves.map(
      ([format, title, key]) =>
        ({
          id: `obligations.save.${format}`,
          title,
          keys: [key],
          icon: 'file',
          group: 'file',
          when: () => (register.data?.length ?? 0) > 0,
          run: () => saveRegister('obligations', format, everyIncident),
        }) as const,
    ),
  ]);
  const packsDialog = packs && <PacksDialog locked={locked} onClose={() => setPacks(false)} />;

  if (register.error && !register.data) {
    return (
      <ErrorNote
        title={t('obligations.cannotList')}
        text={tAny(register.error.key, register.error.params)}
        retry={() => void register.refetch()}
      />
    );
  }
  if (!register.data) return <div className="screen" aria-busy="true" />;
  const list = register.data;
  const here = list.find((a) => a.ref === record) ?? (record === undefined ? list[0] : undefined);
  if (list.length === 0) {
    return (
      <>
        <Unreadable kind="obligation" />
        <EmptyState
          title={t('obligations.none')}
          lead={t('obligations.none.lead')}
          acts={
            <>
              <Button keys="l" onClick={() => setPacks(true)}>
                {t('obligations.packs')}
              </Button>
              <a href="#/help/obligations">{t('obligations.help')}</a>
            </>
          }
        />
        {packsDialog}
      </>
    );
  }
  return (
    <>
      <Unreadable kind="obligation" />
      <Panes
        left={{
          label: t('obligations.register'),
          width,
          min: 260,
          max: 520,
          onWidth: setWidth,
          content: (
            <>
              <div className="duty-list-head">
                <Button size="small" keys="l" onClick={() => setPacks(true)}>
                  {t('obligations.packs')}
                </Button>
                <Menu
                  label={t('obligations.saveRegister')}
                  icon="takeOut"
                  text={t('measures.save')}
                  items={saves.map(([format, title, keys]) => ({
                    id: format,
                    label: t(title),
                    keys,
                    onSelect: () => saveRegister('obligations', format, everyIncident),
                  }))}
                />
                <a className="small" href="#/help/obligations">
                  {t('obligations.help')}
                </a>
              </div>
              <RegisterList list={list} selected={here?.ref ?? null} onSelect={open} />
            </>
          ),
        }}
      >
        <div className="duty-scroll">
          {here ? (
            <AssessmentPage key={here.ref} assessment={here} locked={locked} />
          ) : (
            <EmptyState title={t('obligations.gone')} lead={t('obligations.gone.lead')} />
          )}
        </div>
      </Panes>
      {packsDialog}
    </>
  );
}
