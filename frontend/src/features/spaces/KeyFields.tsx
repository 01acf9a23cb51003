import { useBackend } from '../../backend';
import { useWrite } from '../../editing';
import { t } from '../../i18n';
import { Button, TextField } from '../../ui';

/** The file of a key that a server knows, and what opens it. */
export function KeyFields({
  file,
  onFile,
  passphrase,
  onPassphrase,
  wrong,
}: {
  file: string;
  onFile: (file: string) => void;
  passphrase: string;
  onPassphrase: (passphrase: string) => void;
  wrong?: string | undefined;
}) {
  return (
    <>
      <FileField
        label={t('spaces.key')}
        help={t('spaces.key.help')}
        file={file}
        onFile={onFile}
        wrong={wrong}
      />
      <TextField
        label={t('spaces.key.passphrase')}
        type="password"
        value={passphrase}
        onChange={onPassphrase}
      />
    </>
  );
}

/** A file of this computer, typed or chosen. */
export function FileField({
  label,
  help,
  file,
  onFile,
  wrong,
}: {
  label: string;
  help: string;
  file: string;
  onFile: (file: string) => void;
  wrong?: string | undefined;
}) {
  const backend = useBackend();
  const write = useWrite();
  const choose = async () => {
    const path = await write(() => backend.spaces.chooseFile());
    if (path) onFile(path);
  };
  return (
    <div className="space-folder">
      <TextField label={label} help={help} value={file} onChange={onFile} wrong={wrong} />
      <Button icon="folder" onClick={() => void choose()}>
        {t('spaces.add.choose')}
      </Button>
    </div>
  );
}
