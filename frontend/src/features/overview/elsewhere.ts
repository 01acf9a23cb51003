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
