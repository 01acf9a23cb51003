import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { parseError, useBackend, type SpaceNetwork } from '../../backend';
import { sentenceOf } from '../../editing';
import { t } from '../../i18n';
import { Button, Dialog, Segment, showToast, TextField } from '../../ui';
import { FileField } from './KeyFields';

type Through = 'system' | 'none' | 'own';

type Ends = {
  onClose: () => void;
  /** It is set; without it that is as good as closed. */
  onKept?: () => void;
};

/** How this computer reaches servers: a proxy, and whom else it trusts. */
export function NetworkDialog({ onClose, onKept = onClose }: Ends) {
  const backend = useBackend();
  const set = useQuery({
    queryKey: ['network'],
    queryFn: () => backend.spaces.network(),
    gcTime: 0,
  });
  return (
    <Dialog title={t('spaces.network.title')} className="space-dialog" onClose={onClose}>
      <p className="small ink-2">{t('spaces.network.lead')}</p>
      {set.data && <NetworkForm set={set.data} onClose={onClose} onKept={onKept} />}
    </Dialog>
  );
}

function NetworkForm({ set, onClose, onKept }: { set: SpaceNetwork } & Required<Ends>) {
  const backend = useBackend();
  const own = set.proxy !== '' && set.proxy !== 'none';
  const [through, setThrough] = useState<Through>(
    own ? 'own' : set.proxy === 'none' ? 'none' : 'system',
  );
  const [proxy, setProxy] = useState(own ? set.proxy : '');
  const [caFile, setCaFile] = useState(set.caFile);
  const [wrong, setWrong] = useState({ key: '', text: '' });
  const keep = async () => {
    const chosen = { system: '', none: 'none', own: proxy.trim() }[through];
    try {
      await backend.spaces.setNetwork({ proxy: chosen, caFile: caFile.trim() });
    } catch (e) {
      setWrong({ key: parseError(e).key, text: sentenceOf(e) });
      return;
    }
    showToast({ icon: 'check', text: t('spaces.network.kept') });
    onKept();
  };
  const ofFile = wrong.key === 'share.ca_file_bad';
  return (
    <form
      className="space-form"
      onSubmit={(e) => {
        e.preventDefault();
        void keep();
      }}
    >
      <div className="space-place">
        <span className="label">{t('spaces.network.proxy')}</span>
        <Segment
          label={t('spaces.network.proxy')}
          value={through}
          onChange={setThrough}
          options={[
            { value: 'system', label: t('spaces.network.proxy.system') },
            { value: 'none', label: t('spaces.network.proxy.none') },
            { value: 'own', label: t('spaces.network.proxy.own') },
          ]}
        />
      </div>
      {through === 'own' && (
        <TextField
          label={t('spaces.network.proxy.address')}
          value={proxy}
          onChange={setProxy}
          inputMode="url"
          wrong={wrong.text && !ofFile ? wrong.text : undefined}
        />
      )}
      <FileField
        label={t('spaces.network.ca')}
        help={t('spaces.network.ca.help')}
        file={caFile}
        onFile={setCaFile}
        wrong={ofFile ? wrong.text : undefined}
      />
      <div className="space-dialog-acts">
        <Button look="quiet" className="safe" onClick={onClose}>
          {t('act.cancel')}
        </Button>
        <Button look="primary" type="submit">
          {t('spaces.network.act')}
        </Button>
      </div>
    </form>
  );
}
