import type { ReactNode } from 'react';
import type { Action, Review } from '../../backend';
import { dueWords, t, tn } from '../../i18n';
import { Icon } from '../../ui';
import { isFinished } from './states';

/** How far an action is proven: who agreed, what was moved and why, who looked and saw what. */
export function PromiseFacts({ review, action }: { review: Review; action: Action }) {
  const facts: [string, ReactNode][] = [];
  const moves = review.replans
    .filter((m) => m.action === action.id)
    .sort((a, b) => a.on.localeCompare(b.on));
  if (action.agreed === 'yes' && action.accepted_on)
    facts.push([t('action.fact.accepted'), dueWords(action.accepted_on, 'medium')]);
  if (action.agreed === 'changed')
    facts.push([
      t('action.fact.accepted'),
      <>
        <Icon name="warn" />{' '}
        {t('action.fact.accepted_before', {
          day: dueWords(action.accepted_on ?? '', 'medium'),
          due: dueWords(action.accepted_due ?? '', 'medium'),
        })}
      </>,
    ]);
  if (moves.length > 0)
    facts.push([
      tn('actions.moved', moves.length),
      <ul key="moves">
        {moves.map((m) => (
          <li key={m.id}>
            {t('action.fact.moved_why', {
              from: dueWords(m.from ?? '', 'medium'),
              to: dueWords(m.to ?? '', 'medium'),
              why: m.reason,
            })}
          </li>
        ))}
      </ul>,
    ]);
  if (isFinished(action.status) && action.done_on)
    facts.push([t('action.fact.done'), dueWords(action.done_on, 'medium')]);
  if (action.status === 'done' && action.look_on)
    facts.push([
      t('action.fact.look'),
      t('actions.lookFrom', { day: dueWords(action.look_on, 'medium') }),
    ]);
  if (action.status === 'verified' && action.verifier_role)
    facts.push([
      t('action.fact.verified'),
      t('action.fact.verified_by', {
        day: dueWords(action.verified_on ?? '', 'medium'),
        role: action.verifier_role,
      }),
    ]);
  if (action.proof) facts.push([t('action.fact.proof'), action.proof]);
  if (action.status === 'declined' && action.declined_because)
    facts.push([t('action.fact.declined'), action.declined_because]);
  if (action.status === 'declined' && action.declined_by)
    facts.push([t('action.fact.declined_by'), action.declined_by]);
  if (facts.length === 0) return null;
  return (
    <dl className="action-facts small" aria-label={t('actions.facts')}>
      {facts.map(([name, value]) => (
        <div key={name} className="action-fact">
          <dt className="ink-3">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
