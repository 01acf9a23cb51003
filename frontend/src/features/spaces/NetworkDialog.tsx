import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { parseError, useBackend, type SpaceKept, type SpaceNetwork } from '../../backend';
import { sentenceOf } from '../../editing';
import { t } from '../../i18n';
import { Button, Dialog, Segment, showToast, TextField } from '../../ui';
import { Keep } from './Keep';
import { FileField } from './KeyFields';
import { SealDialog } from './SealDialog';

type Through = 'system' | 'none' | 'own';

type Ends = {
  onClose: () => void;
  /** It is set; without it that is as good as closed. */
  onKept?: () => void;
};

/** How this computer reaches servers: a proxy, who the person is there, and whom else it trusts. */
export function NetworkDialog({ onClose, onKept = onClose }: Ends) {
  const backend = useBackend();
  const set = useQuery({
    queryKey: ['network'],
    queryFn: () => backend.spaces.network(),
    gcTime: 0,
  });
  const [ask, setAsk] = useState<SpaceKept['ask']>('');
  if (ask) {
    return (
      <SealDialog
        ask={ask}
        onSeal={(passphrase) => backend.spaces.sealNetwork(passphrase)}
        onDone={onKept}
      />
    );
  }
  return (
    <Dialog title={t('spaces.network.title')} className="space-dialog" onClose={onClose}>
      <p className="small ink-2">{t('spaces.network.lead')}</p>
      {set.data && (
        <NetworkForm
          set={set.data}
          onClose={onClose}
          onKept={(kept) => (kept.ask ? setAsk(kept.ask) : onKept())}
        />
      )}
    </Dialog>
  );
}

/** The field that a refusal is about. */
const fieldOf: Record<string, 'file' | 'who'> = {
  'share.ca_file_bad': 'file',
  'share.proxy_none': 'who',
  'share.proxy_login_incomplete': 'who',
};

function NetworkForm({
  set,
  onClose,
  onKept,
}: {
  set: SpaceNetwork;
  onClose: () => void;
  onKept: (kept: SpaceKept) => void;
}) {
  const backend = useBackend();
  const own = set.proxy !== '' && set.proxy !== 'none';
  const before: Through = own ? 'own' : set.proxy === 'none' ? 'none' : 'system';
  const [through, setThrough] = useState(before);
  const [proxy, setProxy] = useState(own ? set.proxy : '');
  const [caFile, setCaFile] = useState(set.caFile);
  const [user, setUser] = useState(set.user);
  const [secret, setSecret] = useState('');
  // What was kept for this run alone was asked for so.
  const [keep, setKeep] = useState(set.place !== 'run');
  const [wrong, setWrong] = useState({ key: '', text: '' });
  const chosen = { system: '', none: 'none', own: proxy.trim() }[through];
  const isKept = set.place !== '' && chosen === set.proxy && user.trim() === set.user;
  const wrongAt = (field: 'file' | 'who' | 'proxy') =>
    wrong.text && (fieldOf[wrong.key] ?? 'proxy') === field ? wrong.text : undefined;
  const choose = (next: Through) => {
    setThrough(next);
    setWrong({ key: '', text: '' });
    // A name is known to one proxy; at another it is asked for anew.
    if (user === set.user || user === '') setUser(next === before ? set.user : '');
  };
  const save = async () => {
    const who = through === 'none' ? { user: '', secret: '' } : { user: user.trim(), secret };
    let kept: SpaceKept;
    try {
      kept = await backend.spaces.setNetwork({
        proxy: chosen,
        caFile: caFile.trim(),
        ...who,
        keep,
      });
    } catch (e) {
      setWrong({ key: parseError(e).key, text: sentenceOf(e) });
      return;
    }
    showToast({ icon: 'check', text: t('spaces.network.kept') });
    // What goes into no keyring and no file is had until the program is closed.
    if (keep && !kept.kept && !kept.ask) showToast({ tone: 'warn', text: t('spaces.notKept') });
    onKept(kept);
  };
  return (
    <form
      className="space-form"
      onSubmit={(e) => {
        e.preventDefault();
        void save();
      }}
    >
      <div className="space-place">
        <span className="label">{t('spaces.network.proxy')}</span>
        <Segment
          label={t('spaces.network.proxy')}
          value={through}
          onChange={choose}
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
          wrong={wrongAt('proxy')}
        />
      )}
      {through !== 'none' && (
        <>
          <div className="space-who">
            <TextField
              label={t('spaces.network.user')}
              help={t('spaces.network.who.help')}
              value={user}
              onChange={setUser}
            />
            <TextField
              label={t('spaces.network.secret')}
              help={isKept ? t('spaces.network.secret.kept') : undefined}
              type="password"
              value={secret}
              onChange={setSecret}
              wrong={wrongAt('who')}
            />
          </div>
          {secret !== '' && <Keep keep={keep} onKeep={setKeep} label={t('spaces.network.keep')} />}
        </>
      )}
      <FileField
        label={t('spaces.network.ca')}
        help={t('spaces.network.ca.help')}
        file={caFile}
        onFile={setCaFile}
        wrong={wrongAt('file')}
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
