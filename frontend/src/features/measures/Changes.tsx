import type { MeasureRule, Measures } from '../../backend';
import { t } from '../../i18n';
import { ScenePicture, type Scene } from '../../painter';
import { ChangesTable } from './Tables';

/** All measures at a glance: each as its ratio to the period before, with the interval. */
export function Changes({
  doc,
  scene,
  table,
  on,
  onPick,
}: {
  doc: Measures;
  scene: Scene | undefined;
  table: boolean;
  /** The measure that is chosen. */
  on: string;
  onPick: (key: string) => void;
}) {
  return (
    <section className="measure" aria-labelledby="measure-changes">
      <h2 className="h2" id="measure-changes">
        {t('measures.changes')}
      </h2>
      {table ? (
        <ChangesTable doc={doc} />
      ) : (
        scene && (
          <ScenePicture
            className="measure-picture"
            scene={scene}
            name={t('measures.picture', { name: t('measures.changes') })}
            on={on}
            onPick={onPick}
          />
        )
      )}
      <p className="meta">{doc.suppose.changes}</p>
    </section>
  );
}

/** Why the numbers that follow are not the means others show, and what they suppose. */
export function Suppose({ doc }: { doc: Measures }) {
  return (
    <div className="measure measure-suppose meta">
      <p>{doc.suppose.means}</p>
      <p>
        {doc.suppose.lengths} <a href="#/help/measures">{t('measures.help')}</a>
      </p>
    </div>
  );
}

/** Which versions of rules stand behind the numbers. */
export function Rules({ rules }: { rules: readonly MeasureRule[] }) {
  return (
    <ul className="measure-rules meta" aria-label={t('measures.rules')}>
      {rules.map((r) => (
        <li key={r.ref + r.version}>
          {r.ref ? <a href={`#/reviews/${r.ref}`}>{r.text}</a> : r.text}
        </li>
      ))}
    </ul>
  );
}
