import type { Factor, FactorKind, Review } from '../../backend';
import { PicturesAt } from '../../editing';
import { t, tAny, tValue } from '../../i18n';
import { Icon, Keys, Section, SelectField } from '../../ui';
import { factorClasses, factorKinds, kindOf, kindsIn } from './kinds';

/** Beside the list: what kind of factor it is, its classes, and the causes made from it. */
export function FactorInspector({
  review,
  factor,
  readOnly,
  onKind,
  onClass,
}: {
  review: Review;
  factor: Factor;
  readOnly: boolean;
  onKind: (kind: FactorKind) => void;
  onClass: (name: string) => void;
}) {
  const causes = review.causes.filter((c) => c.factor === factor.id);
  return (
    <div className="scroll">
      <Section>
        <p className="h2 factor-words">{factor.text || t('factors.noWords')}</p>
      </Section>
      <Section>
        <SelectField
          label={t('factors.kind')}
          value={kindOf(factor)}
          disabled={readOnly}
          options={kindsIn([factor]).map((k) => ({ value: k, label: tValue('factors', k) }))}
          onChange={(chosen) => {
            const kind = factorKinds.find((k) => k === chosen);
            if (kind) onKind(kind);
          }}
        />
      </Section>
      <Section title={t('factors.classes')}>
        <div className="factor-classes" role="group" aria-label={t('factors.classes')}>
          {factorClasses.map((c) => (
            <label key={c.id} className="factor-class">
              <input
                type="checkbox"
                checked={factor.classes.includes(c.id)}
                disabled={readOnly}
                onChange={() => onClass(c.id)}
              />
              <Icon name={c.icon} />
              <span className="grow">{tAny(`class.${c.id}`)}</span>
              <Keys keys={c.keys} />
            </label>
          ))}
        </div>
      </Section>
      <PicturesAt titled review={review} path={`factors/${factor.id}`} />
      <Section title={t('factors.inCauses')}>
        {causes.length === 0 ? (
          <p className="small ink-3">{t('factors.noCause')}</p>
        ) : (
          <ul className="factor-causes">
            {causes.map((c) => (
              <li key={c.id} className="small">
                {c.text}
              </li>
            ))}
          </ul>
        )}
        <a className="small" href={`#/reviews/${review.ref}/causes`}>
          {t('factors.openCauses')}
        </a>
      </Section>
    </div>
  );
}
