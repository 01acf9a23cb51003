import type { Review } from '../../backend';

/** Where a part of a review is shown, and the words by which people know it. */
export function placeOf(review: Review, path: string): { href: string; words: string } {
  const [collection = '', id = ''] = path.split('/');
  const at = (tab: string) => `#/reviews/${review.ref}/${tab}?at=${encodeURIComponent(id)}`;
  const short = (text: string | undefined) => (text ?? '').split('\n')[0]?.trim() || id;
  switch (collection) {
    case 'timeline':
      return { href: at('timeline'), words: short(review.timeline.find((e) => e.id === id)?.text) };
    case 'factors':
      return { href: at('factors'), words: short(review.factors.find((f) => f.id === id)?.text) };
    case 'causes':
      return { href: at('causes'), words: short(review.causes.find((c) => c.id === id)?.text) };
    case 'actions':
      return { href: at('actions'), words: short(review.actions.find((a) => a.id === id)?.title) };
    default:
      return {
        href: at('overview'),
        words: short(review.sections.find((s) => s.key === id)?.title || id.replaceAll('_', ' ')),
      };
  }
}
