import { useState, type Ref } from 'react';
import type { ActionChoices, ActionNarrowing } from '../../../backend';
import { t, tValue } from '../../../i18n';
import { Button, Combobox, Menu, TextField, type MenuItem } from '../../../ui';
import { actionStates } from '../states';

const strengths = ['stronger', 'intermediate', 'weaker', ''] as const;
const sorts = ['due', 'strength', 'title', 'review'] as const;

/** Narrows and orders the list: words, owner, service, review, state, strength, what is late. */
export function Narrow({
  narrowing,
  choices,
  onChange,
  searchRef,
  onDown,
  onClear,
  byState,
}: {
  narrowing: ActionNarrowing;
  choices: ActionChoices;
  onChange: (narrowing: ActionNarrowing) => void;
  searchRef: Ref<HTMLInputElement>;
  /** Arrow down or Enter in the box: on into the list. */
  onDown: () => void;
  /** Shows all again; absent while nothing is left out. */
  onClear?: (() => void) | undefined;
  /** What is shown is parted by state already, each in its column. */
  byState: boolean;
}) {
  const put = (part: Partial<ActionNarrowing>) => onChange({ ...narrowing, ...part });
  const state = narrowing.states[0];
  const strength = narrowing.strengths[0];
  const choice = (
    id: string,
    label: string,
    ticked: boolean,
    part: Partial<ActionNarrowing>,
  ): MenuItem => ({ id, label, ticked, onSelect: () => put(part) });
  const sort = sorts.find((s) => s === narrowing.sort) ?? 'due';
  const reviewName = (ref: string) => {
    const title = choices.reviews.find((r) => r.ref === ref)?.title;
    return title ? `${title} · ${ref}` : ref;
  };

  return (
    <div className="actions-narrow" role="search" aria-label={t('actions.all.narrow')}>
      <TextField
        ref={searchRef}
        label={t('actions.all.narrow')}
        small
        icon="search"
        keys="/"
        placeholder={t('actions.all.narrowHint')}
        value={narrowing.words}
        onChange={(words) => put({ words })}
        onKeyDown={(e) => {
          if (e.key === 'Escape' && narrowing.words) put({ words: '' });
          else if (e.key === 'ArrowDown' || e.key === 'Enter' || e.key === 'Escape') onDown();
          else return;
          e.preventDefault();
        }}
      />
      <Pick
        label={t('actions.all.owner')}
        any={t('actions.all.anyOwner')}
        none={t('actions.all.noRole')}
        options={choices.roles}
        value={narrowing.roles[0]}
        onPick={(roles) => put({ roles })}
      />
      <Pick
        label={t('actions.all.service')}
        any={t('actions.all.anyService')}
        options={choices.services}
        value={narrowing.services[0]}
        onPick={(services) => put({ services })}
      />
      <Pick
        label={t('actions.all.review')}
        any={t('actions.all.anyReview')}
        options={choices.reviews.map((r) => reviewName(r.ref))}
        value={narrowing.reviews[0] && reviewName(narrowing.reviews[0])}
        onPick={(names) =>
          put({
            reviews: choices.reviews.flatMap((r) => (reviewName(r.ref) === names[0] ? r.ref : [])),
          })
        }
      />
      <div className="actions-menus">
        <Button
          look="quiet"
          size="small"
          icon="warn"
          aria-pressed={narrowing.overdue}
          onClick={() => put({ overdue: !narrowing.overdue })}
        >
          {t('actions.all.overdue')}
        </Button>
        {!byState && (
          <Menu
            label={t('actions.state')}
            text={
              state === undefined
                ? t('actions.all.anyState')
                : state === 'open'
                  ? t('actions.all.open')
                  : tValue('action', state)
            }
            size="small"
            aria-pressed={state !== undefined}
            items={[
              choice('all', t('actions.all.anyState'), state === undefined, { states: [] }),
              choice('open', t('actions.all.open'), state === 'open', { states: ['open'] }),
              ...actionStates.map((s) =>
                choice(s, tValue('action', s), state === s, { states: [s] }),
              ),
            ]}
          />
        )}
        <Menu
          label={t('actions.strength')}
          text={
            strength === undefined
              ? t('actions.all.anyStrength')
              : tValue('strength', strength || 'none')
          }
          size="small"
          aria-pressed={strength !== undefined}
          items={[
            choice('all', t('actions.all.anyStrength'), strength === undefined, { strengths: [] }),
            ...strengths.map((s) =>
              choice(s || 'none', tValue('strength', s || 'none'), strength === s, {
                strengths: [s],
              }),
            ),
          ]}
        />
        <Menu
          label={t('actions.all.sort')}
          text={t(`actions.all.sort.${sort}`)}
          size="small"
          items={sorts.map((s) => choice(s, t(`actions.all.sort.${s}`), s === sort, { sort: s }))}
        />
        {onClear && (
          <Button look="text" size="small" icon="close" onClick={onClear}>
            {t('actions.all.showAll')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** One of many values, found by its letters; empty is any of them. */
function Pick({
  label,
  any,
  none,
  options,
  value,
  onPick,
}: {
  label: string;
  any: string;
  /** The name of saying nothing there. */
  none?: string | undefined;
  options: readonly string[];
  value: string | undefined;
  onPick: (values: string[]) => void;
}) {
  const shown = value === '' && none !== undefined ? none : (value ?? '');
  const [text, setText] = useState<string | null>(null);
  if (options.length === 0 && value === undefined) return null;
  const all = none === undefined ? options : [...options, none];
  const take = (picked: string) => {
    setText(null);
    if (picked.trim() === '') onPick([]);
    else if (picked === none) onPick(['']);
    else {
      const one = all.find((o) => o.toLowerCase() === picked.trim().toLowerCase());
      if (one !== undefined) onPick([one]);
    }
  };
  return (
    <div className={`actions-pick ${value === undefined ? '' : 'chosen'}`}>
      <Combobox
        label={label}
        hideLabel
        small
        placeholder={any}
        value={text ?? shown}
        options={all}
        onChange={(typed) => {
          setText(typed);
          if (typed === '') take('');
        }}
        onPick={take}
        onEscape={() => take('')}
        onLeave={() => setText(null)}
      />
    </div>
  );
}
