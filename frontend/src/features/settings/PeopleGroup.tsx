import { useCalendars, useSpaces, useWorkspaceInfo } from '../../backend';
import { formatDate, t, tn } from '../../i18n';
import { SettingRow } from './SettingRow';

/** As whom the person writes: a pseudonym, and what each space calls them. */
export function YouGroup() {
  const info = useWorkspaceInfo().data;
  const spaces = useSpaces().data ?? [];
  return (
    <section className="settings-group" aria-labelledby="settings-you">
      <h2 className="h2" id="settings-you">
        {t('settings.you')}
      </h2>
      {info && (
        <SettingRow label={t('settings.pseudonym')} help={t('settings.pseudonym.help')}>
          <code className="mono settings-told">{info.actor}</code>
        </SettingRow>
      )}
      {spaces.map((s) => (
        <SettingRow key={s.id} label={t('settings.calledIn', { name: s.name })}>
          <a href="#/spaces">{s.alias || t('settings.noAlias')}</a>
        </SettingRow>
      ))}
      <SettingRow label={t('settings.role')} help={t('settings.role.help')}>
        <a href="#/governance">{t('area.governance')}</a>
      </SettingRow>
    </section>
  );
}

/** What is set on screens of its own, with how it stands. */
export function ElsewhereGroup() {
  const spaces = useSpaces().data;
  const calendars = useCalendars(false).data;
  const last = spaces
    ?.map((s) => s.syncedAt)
    .sort()
    .at(-1);
  return (
    <section className="settings-group" aria-labelledby="settings-elsewhere">
      <h2 className="h2" id="settings-elsewhere">
        {t('settings.elsewhere')}
      </h2>
      <SettingRow
        label={t('area.spaces')}
        help={
          spaces && spaces.length > 0
            ? [
                tn('backup.spaces', spaces.length),
                last
                  ? t('settings.lastExchange', { day: formatDate(last) })
                  : t('spaces.neverExchanged'),
              ].join(' · ')
            : t('settings.noSpaces')
        }
      >
        <a href="#/spaces">{t('settings.toSpaces')}</a>
      </SettingRow>
      <SettingRow
        label={t('settings.calendars')}
        help={
          calendars && calendars.length > 0
            ? tn('settings.calendars.count', calendars.length)
            : t('settings.noCalendars')
        }
      >
        <a href="#/governance/calendars">{t('settings.toCalendars')}</a>
      </SettingRow>
    </section>
  );
}
