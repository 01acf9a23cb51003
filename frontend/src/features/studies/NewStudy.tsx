import { useEffect, useRef, useState } from 'react';
import { parseError, useBackend, useStudyActions, type StudyStart } from '../../backend';
import { formatNumber, t, tAny } from '../../i18n';
import { Button, Combobox, Dialog, TextArea, TextField } from '../../ui';

/** Names actions by their words; of several with the same words in one review, by their place too. */
function labelsOf(actions: readonly StudyStart[]): string[] {
  const words = actions.map((a) => `${a.title} · ${a.review}`);
  const all = new Map<string, number>();
  for (const label of words) all.set(label, (all.get(label) ?? 0) + 1);
  const seen = new Map<string, number>();
  return words.map((label) => {
    const place = (seen.get(label) ?? 0) + 1;
    seen.set(label, place);
    return all.get(label) === 1 ? label : `${label} · ${formatNumber(place)}`;
  });
}

/** Asks for what a study begins with: an action that is found by its words, or a problem. */
export function NewStudy({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (ref: string) => void;
}) {
  const backend = useBackend();
  const [title, setTitle] = useState('');
  const [problem, setProblem] = useState('');
  const [find, setFind] = useState('');
  const actions = useStudyActions().data ?? [];
  const labels = labelsOf(actions);
  const [about, setAbout] = useState('');
  const chosen = actions[labels.indexOf(about)];
  const [wrong, setWrong] = useState<{ field: string; text: string } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function make() {
    try {
      const start = { title, problem, review: chosen?.review ?? '', action: chosen?.action ?? '' };
      onMade(await backend.studies.create(start, 'studies'));
    } catch (e) {
      const error = parseError(e);
      const at = error.fields[0];
      setWrong({ field: at?.name ?? 'title', text: tAny((at ?? error).key, (at ?? error).params) });
    }
  }
  return (
    <Dialog title={t('studies.new')} onClose={onClose}>
      <form
        className="study-new"
        onSubmit={(e) => {
          e.preventDefault();
          void make();
        }}
      >
        <p className="small ink-2">{t('studies.new.lead')}</p>
        {actions.length > 0 && (
          <Combobox
            label={t('studies.field.action')}
            help={t(chosen ? 'studies.help.actionChosen' : 'studies.help.action')}
            value={find}
            options={labels}
            onChange={(text) => {
              setFind(text);
              setAbout(labels.includes(text) ? text : '');
            }}
            onPick={(text) => {
              setFind(text);
              setAbout(text);
            }}
          />
        )}
        <TextField
          ref={field}
          label={t('studies.field.title')}
          help={t('studies.help.title')}
          wrong={wrong?.field === 'title' ? wrong.text : undefined}
          value={title}
          onChange={setTitle}
        />
        <TextArea
          label={t('studies.field.problem')}
          help={t('studies.help.problem')}
          wrong={wrong?.field === 'problem' ? wrong.text : undefined}
          value={problem}
          onChange={setProblem}
        />
        <div className="dialog-acts">
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button className="safe" look="primary" type="submit">
            {t('studies.begin')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
