import { useState } from 'react';
import { t } from '../../../i18n';
import { Button, Dialog, TextArea } from '../../../ui';

/** The last part of a path, in any system's form. */
const nameOf = (path: string) => path.split(/[/\\]/u).at(-1) ?? path;

/** A dialog that asks for one thing begins in its field. */
const first = { autoFocus: true };

const line = /^(Audit:\s*)?\S+\s+\d+\s+[0-9a-f]{64}(\s+\S+)?$/u;

/**
 * Asks for the lines that were kept on paper. A pack can be checked without any, the
 * workspace has a key of its own for that.
 */
export function PaperDialog({
  pack,
  onCheck,
  onClose,
}: {
  /** The path of the pack to check; "" is this workspace. */
  pack: string;
  onCheck: (paper: string) => void;
  onClose: () => void;
}) {
  const [paper, setPaper] = useState('');
  const [wrong, setWrong] = useState('');
  function check() {
    const lines = paper.split('\n').filter((l) => l.trim() !== '');
    const bad = lines.find((l) => !line.test(l.trim()));
    if (bad !== undefined) setWrong(t('audit.paperBad', { line: bad.trim() }));
    else if (lines.length === 0 && pack === '') setWrong(t('audit.paperNone'));
    else onCheck(paper);
  }
  return (
    <Dialog
      title={pack ? t('audit.packNamed', { name: nameOf(pack) }) : t('audit.paperTitle')}
      onClose={onClose}
    >
      <p className="small ink-2">{t(pack ? 'audit.packLead' : 'audit.paperLead')}</p>
      <form
        className="audit-paper"
        onSubmit={(e) => {
          e.preventDefault();
          check();
        }}
      >
        <TextArea
          label={t(pack ? 'audit.paperMaybe' : 'audit.paperLines')}
          help={t('audit.paperHelp')}
          value={paper}
          wrong={wrong || undefined}
          onChange={(v) => {
            setWrong('');
            setPaper(v);
          }}
          {...first}
        />
        <div className="audit-paper-acts">
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button className="safe" look="primary" type="submit">
            {t('audit.check')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
