import { contributes, type Factor, type FactorKind, type Review } from '../../backend';
import { PicturesAt } from '../../editing';
import { t, tAny, tValue } from '../../i18n';
import { Button, Icon, IconButton, Keys, Note, Section, SelectField } from '../../ui';
import {
  conditionsOf,
  factorClasses,
  factorKinds,
  kindOf,
  kindsIn,
  namesPeople,
  subtypes,
} from './kinds';

/** Beside the list: what kind of factor it is, its classes, and the causes made from it. */
export function FactorInspector({
  review,
  factor,
  readOnly,
  onKind,
  onClass,
  onSubtype,
  onBehind,
  onAddBehind,
}: {
  review: Review;
  factor: Factor;
  readOnly: boolean;
  onKind: (kind: FactorKind) => void;
  onClass: (name: string) => void;
  onSubtype: (id: string) => void;
  /** Puts a factor behind one that names people, or takes it from there. */
  onBehind: (condition: Factor, id: string) => void;
  onAddBehind: () => void;
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
            <div key={c.id}>
              <label className="factor-class">
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
              {factor.classes.includes(c.id) && (
                <Subtypes factor={factor} of={c.id} readOnly={readOnly} onSubtype={onSubtype} />
              )}
            </div>
          ))}
        </div>
      </Section>
      {namesPeople(factor) && (
        <Conditions
          review={review}
          factor={factor}
          readOnly={readOnly}
          onBehind={onBehind}
          onAdd={onAddBehind}
        />
      )}
      <Behind review={review} factor={factor} readOnly={readOnly} onBehind={onBehind} />
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

/** What a class means here, more exactly; several may be true. */
function Subtypes({
  factor,
  of,
  readOnly,
  onSubtype,
}: {
  factor: Factor;
  of: string;
  readOnly: boolean;
  onSubtype: (id: string) => void;
}) {
  const name = t('factors.subtypes', { name: tAny(`class.${of}`) });
  return (
    <div className="factor-subs" role="group" aria-label={name}>
      {(subtypes[of] ?? []).map((sub) => (
        <button
          key={sub}
          type="button"
          className="factor-sub"
          aria-pressed={factor.subtypes.includes(`${of}/${sub}`)}
          disabled={readOnly}
          onClick={() => onSubtype(`${of}/${sub}`)}
        >
          {tAny(`subtype.${of}.${sub}`)}
        </button>
      ))}
    </div>
  );
}

/** What about the work or the system made likely what people did. */
function Conditions({
  review,
  factor,
  readOnly,
  onBehind,
  onAdd,
}: {
  review: Review;
  factor: Factor;
  readOnly: boolean;
  onBehind: (condition: Factor, id: string) => void;
  onAdd: () => void;
}) {
  const behind = conditionsOf(review.factors, factor.id);
  const others = review.factors.filter(
    (f) => f.id !== factor.id && !behind.includes(f) && contributes(f) && !namesPeople(f),
  );
  return (
    <Section title={t('factors.conditions')}>
      {behind.length === 0 && <Note tone="warn">{t('factors.conditionWanted')}</Note>}
      <Linked factors={behind} readOnly={readOnly} onTake={(f) => onBehind(f, factor.id)} />
      {!readOnly && (
        <>
          {others.length > 0 && (
            <SelectField
              label={t('factors.chooseBehind')}
              value=""
              options={[
                { value: '', label: t('factors.chooseBehind.none') },
                ...others.map((f) => ({ value: f.id, label: f.text })),
              ]}
              onChange={(id) => {
                const chosen = others.find((f) => f.id === id);
                if (chosen) onBehind(chosen, factor.id);
              }}
            />
          )}
          <Button icon="plus" size="small" keys="B" onClick={onAdd}>
            {t('factors.addBehind')}
          </Button>
        </>
      )}
    </Section>
  );
}

/** The factors that name people behind which this one stands. */
function Behind({
  review,
  factor,
  readOnly,
  onBehind,
}: {
  review: Review;
  factor: Factor;
  readOnly: boolean;
  onBehind: (condition: Factor, id: string) => void;
}) {
  const people = review.factors.filter((f) => factor.condition_of.includes(f.id));
  if (people.length === 0) return null;
  return (
    <Section title={t('history.field.condition_of')}>
      <Linked factors={people} readOnly={readOnly} onTake={(f) => onBehind(factor, f.id)} />
    </Section>
  );
}

function Linked({
  factors,
  readOnly,
  onTake,
}: {
  factors: readonly Factor[];
  readOnly: boolean;
  onTake: (f: Factor) => void;
}) {
  return (
    <ul className="factor-linked">
      {factors.map((f) => (
        <li key={f.id} className="small">
          <span className="grow">{f.text || t('factors.noWords')}</span>
          {!readOnly && (
            <IconButton
              size="small"
              icon="close"
              label={t('factors.unlink', { what: f.text })}
              onClick={() => onTake(f)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
