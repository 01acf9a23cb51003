import type { StrengthMix } from '../../../backend';

const steps = ['stronger', 'intermediate', 'weaker'] as const;

/** What became of all promises, in sentences; the bar shows one of them. */
export function Told({ told, mix }: { told: readonly string[]; mix: StrengthMix }) {
  if (told.length === 0) return null;
  const n = mix.stronger + mix.intermediate + mix.weaker;
  return (
    <div className="actions-told">
      {n > 0 && (
        <div className="actions-mix" aria-hidden="true">
          {steps.map((s) => (
            <span key={s} className={s} style={{ flexGrow: mix[s] }} />
          ))}
        </div>
      )}
      <p className="small ink-2 num">{told.join(' ')}</p>
    </div>
  );
}
