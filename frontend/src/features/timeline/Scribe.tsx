import { useEffect, useState, type Ref } from 'react';
import { useBackend, type Entry, type Review } from '../../backend';
import { sentenceOf, statementWords } from '../../editing';
import { t } from '../../i18n';
import { Icon, Keys } from '../../ui';
import { useLineReading } from './useLineReading';

/** What the line begins with: after which entry, and its time. */
export type Draft = { after: string; text: string; round: number };

/** One line is one entry. Enter adds it; a line that cannot be read stays as it was typed. */
export function Scribe({
  review,
  draft,
  onAdded,
  onLeave,
  fieldRef,
}: {
  review: Review;
  draft: Draft;
  onAdded: (id: string) => void;
  onLeave: () => void;
  fieldRef: Ref<HTMLInputElement>;
}) {
  const backend = useBackend();
  const [text, setText] = useState(draft.text);
  const [refused, setRefused] = useState<string>();
  const [added, setAdded] = useState<string>();
  const [busy, setBusy] = useState(false);
  const reading = useLineReading(review.ref, text);
  useEffect(() => {
    // A line begun by Ctrl+Enter keeps what was being typed in it.
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the draft comes from a command
    if (draft.round > 0) setText((now) => draft.text + now.replace(/^\s+/, ''));
  }, [draft]);

  async function add() {
    if (busy || !text.trim()) return;
    setBusy(true);
    try {
      const made = await backend.reviews.addPart(
        review.ref,
        'timeline',
        JSON.stringify({ line: text }),
        draft.after,
        '',
      );
      setText('');
      setRefused(undefined);
      setAdded(made.id);
      onAdded(made.id);
    } catch (e) {
      setRefused(sentenceOf(e));
    } finally {
      setBusy(false);
    }
  }

  const entry: Entry | undefined = text ? undefined : review.timeline.find((e) => e.id === added);
  const wrong = refused ?? reading.wrong;
  return (
    <div className="scribe">
      <span className="scribe-mark mono" aria-hidden>
        {reading.mark}
      </span>
      <div className="grow">
        <div className={`input ${wrong ? 'wrong' : ''}`}>
          <input
            type="text"
            ref={fieldRef}
            aria-label={t('timeline.scribe.label')}
            aria-describedby="scribe-note"
            aria-invalid={refused ? true : undefined}
            placeholder={t('timeline.scribe.hint')}
            autoComplete="off"
            spellCheck
            value={text}
            onChange={(e) => {
              setRefused(undefined);
              setAdded(undefined);
              setText(e.target.value);
            }}
            onKeyDown={(e) => {
              if (e.nativeEvent.isComposing) return;
              if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey) void add();
              else if (e.key === 'Escape') onLeave();
              else return;
              e.preventDefault();
              e.stopPropagation();
            }}
          />
          <Keys keys="Enter" />
        </div>
        <div className={`meta scribe-note ${wrong ? 'warn' : ''}`} id="scribe-note" role="status">
          {wrong ? (
            <>
              <Icon name="warn" />
              {wrong}
            </>
          ) : entry ? (
            <>
              <Icon name="check" className="ok" />
              {t('timeline.scribe.added', { time: statementWords(entry) })}
            </>
          ) : (
            (reading.reads ?? t('timeline.scribe.forms'))
          )}
        </div>
      </div>
    </div>
  );
}
