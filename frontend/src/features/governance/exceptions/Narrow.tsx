import type { Ref } from 'react';
import type { Policy } from '../../../backend';
import { t } from '../../../i18n';
import { Button, Menu, TextField, type MenuItem } from '../../../ui';
import { standings, standingWords, type Narrowing } from './lines';

/** Narrows the list: words, where an exception stands, from which rule. */
export function Narrow({
  narrowing,
  rules,
  onChange,
  searchRef,
  onDown,
  onClear,
}: {
  narrowing: Narrowing;
  /** Those that have exceptions. */
  rules: readonly Policy[];
  onChange: (narrowing: Narrowing) => void;
  searchRef: Ref<HTMLInputElement>;
  /** Arrow down or Enter in the box: on into the list. */
  onDown: () => void;
  /** Shows all again; absent while nothing is left out. */
  onClear?: (() => void) | undefined;
}) {
  const rule = rules.find((p) => p.ref === narrowing.rule);
  const choice = (
    id: string,
    label: string,
    ticked: boolean,
    part: Partial<Narrowing>,
  ): MenuItem => ({ id, label, ticked, onSelect: () => onChange({ ...narrowing, ...part }) });
  return (
    <div className="exceptions-narrow" role="search" aria-label={t('exceptions.narrow')}>
      <TextField
        ref={searchRef}
        label={t('exceptions.narrow')}
        hideLabel
        small
        icon="search"
        keys="/"
        placeholder={t('exceptions.narrowHint')}
        value={narrowing.words}
        onChange={(words) => onChange({ ...narrowing, words })}
        onKeyDown={(e) => {
          if (e.key === 'Escape' && narrowing.words) onChange({ ...narrowing, words: '' });
          else if (e.key === 'ArrowDown' || e.key === 'Enter' || e.key === 'Escape') onDown();
          else return;
          e.preventDefault();
        }}
      />
      <Menu
        label={t('exceptions.state')}
        text={t(standingWords[narrowing.standing])}
        size="small"
        aria-pressed={narrowing.standing !== ''}
        items={(['', ...standings] as const).map((s) =>
          choice(s || 'any', t(standingWords[s]), narrowing.standing === s, { standing: s }),
        )}
      />
      <Menu
        label={t('exceptions.rule')}
        text={rule?.title ?? t('exceptions.anyRule')}
        size="small"
        aria-pressed={narrowing.rule !== ''}
        items={[
          choice('any', t('exceptions.anyRule'), narrowing.rule === '', { rule: '' }),
          ...rules.map((p) => choice(p.ref, p.title, narrowing.rule === p.ref, { rule: p.ref })),
        ]}
      />
      {onClear && (
        <Button look="text" size="small" icon="close" onClick={onClear}>
          {t('exceptions.showAll')}
        </Button>
      )}
    </div>
  );
}
