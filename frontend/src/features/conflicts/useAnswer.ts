import { useState } from 'react';
import { parseError, useBackend, type ConflictChoice, type Undecided } from '../../backend';
import { seenAt, sentenceOf, useWrite } from '../../editing';
import { t, tAny } from '../../i18n';
import { dismissTopic, showToast } from '../../ui';
import { keyOf } from './words';

export type Answer = {
  choice: ConflictChoice;
  choose: (choice: ConflictChoice) => void;
  own: string;
  setOwn: (text: string) => void;
  why: string;
  setWhy: (text: string) => void;
  error: string;
  decide: () => void;
  /** Whether the last decision made here can be taken back. */
  canTakeBack: boolean;
  takeBack: () => void;
};

type Step = { of: Undecided };
/** `began` is what stood first when somebody began to write their own. */
type Draft = {
  choice: ConflictChoice;
  own: string | null;
  began: string | null;
  why: string;
  error: string;
};
const fresh: Draft = { choice: '1', own: null, began: null, why: '', error: '' };

/** The answer to the conflict on the screen. Each keeps its own while one looks at others. */
export function useAnswer(
  c: Undecided | undefined,
  onDecided: () => void,
  onTakenBack: (c: Undecided) => void,
): Answer {
  const backend = useBackend();
  const write = useWrite();
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  // What was decided here and can be taken back, the last one last.
  const [taken, setTaken] = useState<readonly Step[]>([]);
  const key = c ? keyOf(c) : '';
  const begin = c ? beginsWith(c) : '1';
  const draft = drafts[key] ?? { ...fresh, choice: begin };
  const change = (part: Partial<Draft>) =>
    setDrafts((now) => ({ ...now, [key]: { ...(now[key] ?? draft), error: '', ...part } }));
  const own = draft.own ?? (c ? beginning(c) : '');

  async function takeBack(last: Step) {
    setTaken((now) => now.filter((x) => x !== last)); // once, however it is asked
    dismissTopic('undo');
    const result = await write(() => backend.records.undo(last.of.ref, ''));
    if (!result) {
      setTaken((now) => [...now, last]);
      return;
    }
    const what = tAny(result.label.key, result.label.params);
    if (result.done) onTakenBack(last.of);
    showToast({
      icon: result.done ? 'undo' : 'info',
      text: result.done ? t('undo.done', { what }) : what,
      topic: 'undo',
    });
  }

  async function decide() {
    if (!c || c.state !== 'open') return;
    try {
      await backend.reviews.settleConflict(
        c.ref,
        c.id,
        {
          keep: draft.choice,
          text: draft.choice === 'text' ? own : '',
          why: draft.why.trim(),
          seen:
            draft.choice === 'text' && draft.began !== null
              ? [draft.began]
              : seenAt(c.values, draft.choice),
        },
        '',
      );
    } catch (e) {
      // Whoever is told that it has moved on looks again, and may say the same again.
      if (parseError(e).code !== 'cancelled') change({ error: sentenceOf(e), began: null });
      return;
    }
    // It told how many wait: one less does.
    dismissTopic('sync');
    onDecided();
    if (c.form === 'space') {
      // Undo would ask again and leave the review where it went. Nor is the one before it
      // what somebody means who takes back what they did last.
      setTaken([]);
      showToast({ icon: 'check', tone: 'ok', text: t('conflicts.space.decided') });
      return;
    }
    if (c.form === 'twin' && draft.choice !== 'both') {
      // Two steps in two reviews: each is taken back where it was made.
      setTaken([]);
      showToast({ icon: 'check', tone: 'ok', text: t('conflicts.twin.decided') });
      return;
    }
    const trashed = c.form === 'record' && c.values[Number(draft.choice) - 1] === '';
    const step = { of: c };
    // A review that went is brought back first, and its question after that.
    setTaken((now) => [...now, ...(trashed ? [{ of: c }] : []), step]);
    showToast({
      icon: 'check',
      tone: 'ok',
      text: trashed ? t('conflicts.record.gone') : t('conflicts.decidedToast', { where: c.where }),
      topic: 'undo',
      undo: () => void takeBack(step),
    });
  }
  return {
    choice: draft.choice,
    choose: (choice) => change({ choice }),
    own,
    setOwn: (text) => change({ own: text, began: draft.began ?? c?.values[0] ?? null }),
    why: draft.why,
    setWhy: (why) => change({ why }),
    error: draft.error,
    decide: () => void decide(),
    canTakeBack: taken.length > 0,
    takeBack: () => {
      const last = taken.at(-1);
      if (last) void takeBack(last);
    },
  };
}

/** The answer to begin with: what stands, or what changes nothing. */
function beginsWith(c: Undecided): ConflictChoice {
  if (c.form === 'twin') return 'both';
  return c.form === 'space' && c.shown[0]?.from !== 'here' ? '2' : '1';
}

/** What a value of one's own begins with: the one that stands, as one would type it. */
function beginning(c: Undecided): string {
  if (c.form === 'time' || c.form === 'list') return c.shown[0]?.text ?? '';
  return c.values[0] ?? '';
}
