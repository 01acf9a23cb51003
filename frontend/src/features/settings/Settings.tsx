import { useState } from 'react';
import { parseError, useBackend, useSetting, useWorkspaceInfo } from '../../backend';
import { useCommandContext, useCommands } from '../../commands';
import { sentenceOf, useSwitchWorkspace } from '../../editing';
import { t, tAny } from '../../i18n';
import { Bar, Button, Chip, ErrorNote, Segment, showToast } from '../../ui';
import { BackupGroup } from './BackupGroup';
import { DiagnosisDialog } from './DiagnosisDialog';
import { NoticesRow } from './NoticesRow';
import { ElsewhereGroup, YouGroup } from './PeopleGroup';
import './settings.css';
import { SettingRow } from './SettingRow';

/** How the app looks, how it shows time, and where the work lies. */
export function Settings() {
  useCommandContext({ review: null, selection: null });
  const [theme, setTheme] = useSetting('theme', 'system');
  const [density, setDensity] = useSetting('density', 'comfortable');
  const [reports, setReports] = useSetting('trendCycle', '');
  const [zone, setZone] = useSetting('timezone', 'incident');

  return (
    <div className="screen">
      <Bar title={<h1 className="h1">{t('area.settings')}</h1>} />
      <div className="scroll">
        <div className="settings">
          <section className="settings-group" aria-labelledby="settings-look">
            <h2 className="h2" id="settings-look">
              {t('settings.look')}
            </h2>
            <SettingRow label={t('settings.theme')}>
              <Segment
                label={t('settings.theme')}
                value={theme}
                onChange={setTheme}
                options={[
                  { value: 'light', label: t('settings.theme.light') },
                  { value: 'dark', label: t('settings.theme.dark') },
                  { value: 'system', label: t('settings.theme.system') },
                ]}
              />
            </SettingRow>
            <SettingRow label={t('settings.density')} help={t('settings.density.help')}>
              <Segment
                label={t('settings.density')}
                value={density}
                onChange={setDensity}
                options={[
                  { value: 'comfortable', label: t('settings.density.comfortable') },
                  { value: 'compact', label: t('settings.density.compact') },
                ]}
              />
            </SettingRow>
            <SettingRow label={t('settings.language')} help={t('settings.language.help')}>
              <span>{t('settings.language.english')}</span>
            </SettingRow>
          </section>
          <section className="settings-group" aria-labelledby="settings-time">
            <h2 className="h2" id="settings-time">
              {t('settings.time')}
            </h2>
            <SettingRow label={t('settings.zone')} help={t('settings.zone.help')}>
              <Segment
                label={t('settings.zone')}
                value={zone}
                onChange={setZone}
                options={[
                  { value: 'incident', label: t('settings.zone.incident') },
                  { value: 'utc', label: t('settings.zone.utc') },
                  { value: 'local', label: t('settings.zone.local') },
                ]}
              />
            </SettingRow>
            <NoticesRow />
            <SettingRow label={t('settings.reports')} help={t('settings.reports.help')}>
              <Segment
                label={t('settings.reports')}
                value={reports}
                onChange={setReports}
                options={[
                  { value: '', label: t('settings.reports.never') },
                  { value: 'month', label: t('settings.reports.month') },
                  { value: 'quarter', label: t('settings.reports.quarter') },
                ]}
              />
            </SettingRow>
          </section>
          <YouGroup />
          <ElsewhereGroup />
          <BackupGroup />
          <WorkspaceGroup />
        </div>
      </div>
    </div>
  );
}

function WorkspaceGroup() {
  const info = useWorkspaceInfo();
  const change = useSwitchWorkspace();
  const w = info.data;
  const { error } = info;
  useCommands('screen', [
    {
      id: 'workspace.elsewhere',
      title: 'workspace.elsewhere',
      keys: ['o'],
      group: 'file',
      when: (ctx) => !ctx.inField && !change.isPending,
      run: () => change.mutate('folder'),
    },
  ]);
  return (
    <section className="settings-group" aria-labelledby="settings-workspace">
      <h2 className="h2" id="settings-workspace">
        {t('settings.workspace')}
      </h2>
      {error && (
        <ErrorNote title={t('settings.workspace.cannot')} text={tAny(error.key, error.params)} />
      )}
      {w && (
        <>
          <SettingRow label={t('settings.workspace.open')}>
            <span className="line">
              <span className="strong">{w.name}</span>
              {w.sample && <Chip tone="info">{t('settings.workspace.isSample')}</Chip>}
              {w.readOnly && <Chip icon="lock">{t('status.readOnly')}</Chip>}
            </span>
          </SettingRow>
          <SettingRow label={t('settings.workspace.folder')} help={t('settings.workspace.help')}>
            <span className="settings-folders">
              <code className="mono settings-folder">{w.home}</code>
              <Button
                off={change.isPending && t('settings.workspace.changing')}
                onClick={() => change.mutate('folder')}
                keys="O"
              >
                {t('workspace.elsewhere')}
              </Button>
            </span>
          </SettingRow>
          <SettingRow
            label={w.sample ? t('sample.startOwn') : t('settings.workspace.sample')}
            help={t('settings.workspace.apart')}
          >
            <Button
              off={change.isPending && t('settings.workspace.changing')}
              onClick={() => change.mutate(w.sample ? 'own' : 'sample')}
            >
              {w.sample ? t('settings.workspace.toOwn') : t('settings.workspace.toSample')}
            </Button>
          </SettingRow>
          <SettingRow label={t('settings.version')}>
            <span className="num">{w.version}</span>
          </SettingRow>
          <DiagnosisRow />
        </>
      )}
    </section>
  );
}

function DiagnosisRow() {
  const backend = useBackend();
  const [text, setText] = useState('');
  const [looking, setLooking] = useState(false);
  async function look() {
    setLooking(true);
    try {
      setText(await backend.workspace.diagnosis());
    } catch (e) {
      showToast({ tone: 'warn', text: sentenceOf(parseError(e)) });
    } finally {
      setLooking(false);
    }
  }
  useCommands('pane', [
    {
      id: 'diagnosis.show',
      title: 'diagnosis.show',
      keys: ['d'],
      icon: 'info',
      group: 'see',
      when: (ctx) => !ctx.inField && !looking,
      run: () => void look(),
    },
  ]);
  return (
    <SettingRow label={t('diagnosis.title')} help={t('diagnosis.help')}>
      <Button keys="D" off={looking && t('diagnosis.looking')} onClick={() => void look()}>
        {t('diagnosis.show')}
      </Button>
      {text && <DiagnosisDialog text={text} onClose={() => setText('')} />}
    </SettingRow>
  );
}
