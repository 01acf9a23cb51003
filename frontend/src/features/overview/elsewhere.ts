import type { FactorKind, Review, Section } from '../../backend';

const factors =
  (kind: FactorKind) =>
  (r: Review): boolean =>
    r.factors.some((f) => f.kind === kind);
const causes = (r: Review) => r.causes.length > 0;

/** Sections whose content an import reads into parts of the review, and whether it has them. */
const partsOf: Readonly<Record<string, ((r: Review) => boolean) | undefined>> = {
  timeline: (r) => r.timeline.length > 0,
  actions: (r) => r.actions.length > 0,
  participants: (r) => r.participants.length > 0,
  contributing_factors: factors('contributing'),
  went_well: factors('went_well'),
  went_wrong: factors('went_wrong'),
  luck: factors('luck'),
  five_whys: causes,
  root_cause: causes,
  details: (r) => r.services.length > 0 || r.started !== null || r.resolved !== null,
};

/**
 * True for a heading without a text whose content stands in another step or beside
 * the texts. It stays in the record, so that an export puts it in its place.
 */
export function livesElsewhere(review: Review, section: Section): boolean {
  return section.text.trim() === '' && (partsOf[section.key]?.(review) ?? false);
}

/**
 * True for a heading that an import brought without a text. Said aloud as empty
 * it would look as if its text had been lost.
 */
export function broughtEmpty(section: Section): boolean {
  return section.text.trim() === '' && (section.level ?? 0) > 0;
}

/** True for a heading of a source without a text of its own, of which one below it has one. */
export function headsOthers(sections: readonly Section[], section: Section): boolean {
  if (!broughtEmpty(section)) return false;
  const level = section.level ?? 0;
  const after = sections.slice(sections.indexOf(section) + 1);
  const end = after.findIndex((s) => (s.level ?? 0) <= level);
  return after.slice(0, end < 0 ? undefined : end).some((s) => s.text.trim() !== '');
}
