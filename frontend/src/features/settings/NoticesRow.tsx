import { parseError, useBackend, useSetting } from '../../backend';
import { sentenceOf } from '../../editing';
import { t } from '../../i18n';
import { Button, Segment, showToast } from '../../ui';
import { SettingRow } from './SettingRow';

/** Whether the desktop tells what is due; whoever turns it on sees at once whether it works. */
export function NoticesRow() {
  const backend = useBackend();
  const [notices, setNotices] = useSetting('notices', 'off');
  async function show() {
    try {
      await backend.workspace.tryNotice();
    } catch (e) {
      showToast({ tone: 'warn', text: sentenceOf(parseError(e)) });
    }
  }
  return (
    <SettingRow label={t('settings.notices')} help={t('settings.notices.help')}>
      <span className="line">
        {notices === 'on' && (
          <Button look="text" size="small" onClick={() => void show()}>
            {t('settings.notices.try')}
          </Button>
        )}
        <Segment
          label={t('settings.notices')}
          value={notices}
          onChange={(next) => {
            setNotices(next);
            if (next === 'on') void show();
          }}
          options={[
            { value: 'off', label: t('settings.notices.off') },
            { value: 'on', label: t('settings.notices.on') },
          ]}
        />
      </span>
    </SettingRow>
  );
}
