import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import {
  readingSince,
  reviewKeys,
  useBackend,
  useReview,
  useSetting,
  type Entry,
  type Review,
  type SearchHit,
  type SearchPlace,
  type ShownTimes,
} from '../../backend';
import { clockText, isUnread } from '../../editing';
import { dateOf, dueWords, formatDate, hasMessage, t, tAny, tValue } from '../../i18n';
import { MarkdownView, Props, Section } from '../../ui';
import {
  causesAround,
  entriesAround,
  excerptOf,
  foundWords,
  marksOf,
  patternOf,
  sectionOf,
  summaryOf,
} from './neighbours';
import { Marked } from './Marked';
import { piecesOf } from './words';

/** Who goes through the hits with a held key does not read what lies between. */
const restMs = 150;

/** The place that was found as it stands in its review, with what is around it. */
export function Around({ hit, place }: { hit: SearchHit; place: SearchPlace | undefined }) {
  const [rested, setRested] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(hit.ref), restMs);
    return () => window.clearTimeout(timer);
  }, [hit.ref]);
  return rested === hit.ref ? <Loaded hit={hit} place={place} /> : null;
}

function Loaded({ hit, place }: { hit: SearchHit; place: SearchPlace | undefined }) {
  const review = useReview(hit.ref).data;
  const pattern = useMemo(() => patternOf(foundWords(hit)), [hit]);
  // What cannot be read is told where the review is opened.
  if (!review) return null;
  const [collection = '', id = ''] = (place?.key ?? '').split('/');
  const summary = summaryOf(review);
  const section = sectionOf(review, place);
  const isText = section !== undefined && collection === 'sections';
  return (
    <>
      {place && (
        <Part review={review} collection={collection} id={id} place={place} pattern={pattern} />
      )}
      {isText && (
        <Section title={titleOf(section)}>
          <Text text={section.text} pattern={pattern} />
        </Section>
      )}
      {summary && summary.text.trim() !== '' && (!isText || summary.key !== section.key) && (
        <Section title={titleOf(summary)}>
          <Text text={summary.text} pattern={pattern} />
        </Section>
      )}
    </>
  );
}

function titleOf({ key, title }: { key: string; title: string }): string {
  const known = `section.${key.replace(/-\d+$/, '')}`;
  return title || (hasMessage(known) ? tAny(known) : key);
}

type PartProps = {
  review: Review;
  collection: string;
  id: string;
  place: SearchPlace;
  pattern: RegExp | null;
};

/** A part of the review with its neighbours; nothing for what is text. */
function Part({ review, collection, id, place, pattern }: PartProps) {
  switch (collection) {
    case 'timeline':
      return (
        <Section title={tAny(place.name)}>
          <Entries review={review} id={id} pattern={pattern} />
        </Section>
      );
    case 'causes':
      return (
        <Section title={tAny(place.name)}>
          <Causes review={review} id={id} pattern={pattern} />
        </Section>
      );
    case 'evidence': {
      const piece = review.evidence.find((e) => e.id === id);
      if (!piece) return null;
      return (
        <Section title={tAny(place.name)}>
          {piece.text && <Words text={piece.text} pattern={pattern} />}
          <Causes review={review} id={piece.cause} pattern={pattern} />
        </Section>
      );
    }
    case 'factors': {
      const found = review.factors.find((f) => f.id === id);
      if (!found) return null;
      return (
        <Section title={tValue('factors', found.kind)}>
          <ul className="around">
            {review.factors
              .filter((f) => f.kind === found.kind)
              .map((f) => (
                <li key={f.id} className={f.id === id ? 'here' : ''}>
                  <Words text={f.text} pattern={pattern} />
                </li>
              ))}
          </ul>
        </Section>
      );
    }
    case 'actions': {
      const found = review.actions.find((a) => a.id === id);
      if (!found) return null;
      const facts = [
        { label: t('reviews.state'), value: tValue('action', found.status) },
        { label: t('history.field.owner_role'), value: found.owner_role },
        { label: t('actions.due'), value: found.due && dueWords(found.due, 'long') },
        { label: t('actions.criterion'), value: found.criterion ?? '' },
        { label: t('actions.measure'), value: found.measure ?? '' },
      ].filter((f) => f.value !== '');
      return (
        <Section title={tAny(place.name)}>
          <Words text={found.title} pattern={pattern} />
          {found.text && <Words text={found.text} pattern={pattern} />}
          <Props
            rows={facts.map((f) => ({
              label: f.label,
              value: <Marked text={f.value} marks={marksOf(f.value, pattern)} />,
            }))}
          />
        </Section>
      );
    }
  }
  return null;
}

function Words({ text, pattern }: { text: string; pattern: RegExp | null }) {
  return (
    <p className="small">
      <Marked text={text} marks={marksOf(text, pattern)} />
    </p>
  );
}

function Text({ text, pattern }: { text: string; pattern: RegExp | null }) {
  const excerpt = excerptOf(text, pattern);
  return (
    <div className="around-text">
      {excerpt.before && <p className="ink-3">…</p>}
      <MarkdownView
        text={excerpt.text}
        marked={(words) => piecesOf(words, marksOf(words, pattern))}
      />
      {excerpt.after && <p className="ink-3">…</p>}
    </div>
  );
}

function Causes({ review, id, pattern }: { review: Review; id: string; pattern: RegExp | null }) {
  return (
    <ul className="around">
      {causesAround(review.causes, id).map(({ cause, depth }) => (
        <li
          key={cause.id}
          className={cause.id === id ? 'here' : ''}
          style={{ paddingInlineStart: `calc(${depth} * var(--s3) + var(--s2))` }}
        >
          <Words text={cause.text} pattern={pattern} />
        </li>
      ))}
    </ul>
  );
}

function Entries({ review, id, pattern }: { review: Review; id: string; pattern: RegExp | null }) {
  const backend = useBackend();
  const [zone] = useSetting('timezone', 'incident');
  const mode = zone === 'utc' || zone === 'local' ? zone : 'incident';
  const shown = useQuery({
    queryKey: [...reviewKeys.one(review.ref), 'times', mode],
    queryFn: () => readingSince(backend).times(review.ref, mode),
  }).data;
  const entries = entriesAround(review.timeline, id);
  return (
    <ul className="around">
      {entries.map((e, i) => {
        const before = entries[i - 1];
        const day = dayOf(e, shown);
        const isNew = day !== '' && (!before || day !== dayOf(before, shown));
        return (
          <li key={e.id} className={e.id === id ? 'here' : ''}>
            {isNew && <p className="meta">{formatDate(day, 'long')}</p>}
            <div className="around-entry">
              <span className="num ink-2">{timeOf(e, shown)}</span>
              <Words text={e.text} pattern={pattern} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

const atOf = (e: Entry, shown: ShownTimes | undefined) => shown?.times[e.id]?.at ?? e.at;
const dayOf = (e: Entry, shown: ShownTimes | undefined) =>
  isUnread(e) ? '' : dateOf(atOf(e, shown));
const timeOf = (e: Entry, shown: ShownTimes | undefined) =>
  isUnread(e) ? (e.raw ?? '') : clockText(atOf(e, shown));
