import type { RefObject } from 'react';
import type { Undecided } from '../../backend';
import { t } from '../../i18n';
import { Button, Icon, MarkdownView, Note, SelectField, TextArea, TextField } from '../../ui';
import type { Answer } from './useAnswer';
import { Decisions } from './Decisions';
import { Versions } from './Versions';
import { Where } from './Where';
import { doing, placeOf, shownText, versionsOf } from './words';

/** What stands is newer than the question: whether another version can go in its place, and how. */
function movedWords(c: Undecided) {
  const two = c.choices.includes('2');
  if (c.gone) return two ? 'conflicts.moved.gone' : 'conflicts.moved.lost';
  if (!two) return 'conflicts.moved.runs';
  return c.kind === 'text' && !c.no_base ? 'conflicts.moved.along' : 'conflicts.moved';
}

/** The one question in the middle: what both began with, the versions, the answer. */
export function Decide({
  conflict: c,
  answer,
  ownField,
  arrivingRef,
  readOnly,
  onLater,
  next,
}: {
  conflict: Undecided;
  answer: Answer;
  ownField: RefObject<HTMLDivElement | null>;
  arrivingRef: RefObject<boolean>;
  readOnly: boolean;
  onLater: () => void;
  next: Undecided | undefined;
}) {
  const { choice, choose } = answer;
  const canOwn = c.choices.includes('text');
  const also = (['both', 'text'] as const).filter((x) => c.choices.includes(x));
  return (
    <article className="decide" aria-label={c.where}>
      <p className="decide-review small ink-2">
        <a href={placeOf(c)}>{c.ref}</a> {c.title}
        {c.beside && <span className="ink-3"> · {c.beside}</span>}
      </p>
      <Where arrivingRef={arrivingRef}>
        {c.form === 'record' ? t('conflicts.record.ask') : c.where}
      </Where>
      <Base conflict={c} />
      {c.moved && (
        <Note tone="warn">
          {t(movedWords(c))} {!c.gone && <a href={placeOf(c)}>{t('conflicts.showPlace')}</a>}
        </Note>
      )}
      <Asks conflict={c} />
      {c.decisions.length > 0 && (
        <Note tone="warn">
          {t('conflicts.decidedApart')}
          <Decisions conflict={c} />
        </Note>
      )}
      <Versions conflict={c} choice={choice} onChoose={choose} off={readOnly} />
      {c.shown.map(
        (v) => v.copy && <Copy key={v.text} twin={c.form === 'twin'} name={v.text} copy={v.copy} />,
      )}
      {!readOnly && (
        <>
          {also.length > 0 && (
            <div className="decide-also">
              {also.map((x) => (
                <Button
                  key={x}
                  aria-pressed={choice === x}
                  className={choice === x ? 'on' : ''}
                  keys={x === 'both' ? 'b' : 'e'}
                  onClick={() => choose(x)}
                >
                  {t(
                    x === 'text'
                      ? 'conflicts.own'
                      : c.form === 'twin'
                        ? 'conflicts.twin.both'
                        : versionsOf(c) > 2
                          ? 'conflicts.all'
                          : 'conflicts.both',
                  )}
                </Button>
              ))}
            </div>
          )}
          {canOwn && choice === 'text' && <Own conflict={c} answer={answer} ownField={ownField} />}
          {answer.error && (
            <p className="small warn line" role="alert">
              <Icon name="warn" />
              {answer.error}
            </p>
          )}
          <TextArea
            label={t('conflicts.why')}
            value={answer.why}
            onChange={answer.setWhy}
            rows={2}
          />
          <div className="decide-acts">
            <Button look="primary" size="large" keys="Ctrl+Enter" onClick={answer.decide}>
              {doing(c, choice, answer.own)}
            </Button>
            {next && (
              <Button look="quiet" size="large" onClick={onLater}>
                {t('conflicts.later')}
              </Button>
            )}
          </div>
          <p className="small ink-3">{t(notes[c.form] ?? 'conflicts.stays.note')}</p>
        </>
      )}
      {next && (
        <p className="decide-next small ink-2">
          {t('conflicts.next', { where: next.where, title: next.title })}
        </p>
      )}
    </article>
  );
}

/** What follows from an answer, where that is not said of all. */
const notes: Partial<Record<Undecided['form'], 'conflicts.space.note' | 'conflicts.twin.note'>> = {
  space: 'conflicts.space.note',
  twin: 'conflicts.twin.note',
};

/** What is asked, where the place alone does not say so. */
function Asks({ conflict: c }: { conflict: Undecided }) {
  const several = c.choices.length > 1;
  if (c.form === 'space') {
    return <p className="ink-2">{t(several ? 'conflicts.space.ask' : 'conflicts.space.one')}</p>;
  }
  if (c.form === 'twin') {
    return <p className="ink-2">{t(several ? 'conflicts.twin.ask' : 'conflicts.twin.one')}</p>;
  }
  return !c.moved && !several ? <Note>{t('conflicts.byHand')}</Note> : null;
}

function Base({ conflict: c }: { conflict: Undecided }) {
  if (c.no_base || c.form === 'notice') return null;
  const began = t(versionsOf(c) > 2 ? 'conflicts.base.all' : 'conflicts.base');
  if (c.base_shown === '' && c.form !== 'part') {
    return <p className="ink-2">{t('conflicts.baseNothing')}</p>;
  }
  if (c.form === 'space') {
    return <p className="ink-2">{t('conflicts.space.base', { name: c.base_shown })}</p>;
  }
  if (c.form === 'text' || c.form === 'facts' || c.form === 'part') {
    return (
      <details className="decide-base">
        <summary>{began}</summary>
        <pre>{c.base_shown}</pre>
      </details>
    );
  }
  return (
    <p className="ink-2">
      {began} <strong>{shownText(c, c.base_shown)}</strong>.
    </p>
  );
}

/** A whole review, as another space or another import has it, to be read before somebody decides. */
function Copy({ twin, name, copy }: { twin: boolean; name: string; copy: string }) {
  return (
    <details className="decide-base">
      <summary>{t(twin ? 'conflicts.twin.read' : 'conflicts.space.read', { name })}</summary>
      <div className="decide-copy">
        <MarkdownView text={copy} />
      </div>
    </details>
  );
}

/** A value of one's own, in the form of the field. */
function Own({
  conflict: c,
  answer,
  ownField,
}: {
  conflict: Undecided;
  answer: Answer;
  ownField: RefObject<HTMLDivElement | null>;
}) {
  const shared = {
    label: c.form === 'choice' ? c.field : t('conflicts.own.label', { field: c.field }),
    value: answer.own,
    onChange: answer.setOwn,
  };
  const help: Partial<Record<Undecided['form'], string>> = {
    time: t('conflicts.own.time'),
    date: t('overview.date.help'),
    list: t('conflicts.own.list'),
  };
  return (
    <div ref={ownField}>
      {c.form === 'choice' || c.form === 'space' ? (
        <SelectField {...shared} options={c.options} />
      ) : c.form === 'text' ? (
        <TextArea {...shared} rows={6} />
      ) : (
        <TextField {...shared} help={help[c.form]} />
      )}
    </div>
  );
}
