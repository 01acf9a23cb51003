import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useBackend, WireError, type Entry, type Review } from '../../backend';
import { statementWords } from '../../editing';
import { t } from '../../i18n';
import { Icon, Keys } from '../../ui';
import { nextGap } from './situation';
import { useLineReading } from './useLineReading';
import { useScribeLine } from './useScribeLine';

/** What the line begins with: after which entry, and its time. */
export type Draft = {
  after: string;
  text: string;
  round: number;
  /** The words have gaps to fill in: the caret goes to the first. */
  gaps?: boolean;
};

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
  fieldRef: RefObject<HTMLInputElement | null>;
}) {
  const backend = useBackend();
  const [added, setAdded] = useState<string>();
  const line = useScribeLine(
    review.ref,
    (words) =>
      backend.reviews.addPart(
        review.ref,
        'timeline',
        JSON.stringify({ line: words }),
        draft.after,
        '',
      ),
    ({ id }) => {
      setAdded(id);
      onAdded(id);
    },
  );
  const { text, refused, fault } = line;
  // What is wrong with the time is chosen, so that the next keys correct it.
  useEffect(() => {
    const field = fieldRef.current;
    const raw = fault instanceof WireError ? fault.params.raw : undefined;
    if (!field || typeof raw !== 'string' || document.activeElement !== field) return;
    const at = field.value.indexOf(raw);
    if (at >= 0) field.setSelectionRange(at, at + raw.length);
  }, [fault, fieldRef]);
  const reading = useLineReading(review.ref, draft.after, text);
  const begun = useRef(draft.round);
  const toGap = useRef(false);
  useEffect(() => {
    if (draft.round === begun.current) return;
    begun.current = draft.round;
    // A line begun by Ctrl+Enter keeps what was being typed in it.
    line.begin(draft.text);
    toGap.current = draft.gaps === true;
  }, [draft, line]);
  useLayoutEffect(() => {
    if (!toGap.current) return;
    toGap.current = false;
    const gap = nextGap(text, 0);
    if (gap !== undefined) fieldRef.current?.setSelectionRange(gap, gap);
  }, [text, fieldRef]);

  const entry: Entry | undefined = text ? undefined : review.timeline.find((e) => e.id === added);
  const wrong = refused ?? reading.wrong;
  return (
    <div className="scribe" data-foot>
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
              setAdded(undefined);
              line.change(e.target.value);
            }}
            onKeyDown={(e) => {
              if (e.nativeEvent.isComposing) return;
              if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey) line.take();
              else if (e.key === 'Escape') onLeave();
              else if (e.key === 'Tab' && !e.shiftKey && !e.ctrlKey && !e.altKey) {
                // In a line with gaps Tab goes to the next one; behind the last it leaves.
                const field = e.currentTarget;
                const gap = nextGap(text, field.selectionEnd ?? text.length);
                if (gap === undefined) return;
                field.setSelectionRange(gap, gap);
              } else return;
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
