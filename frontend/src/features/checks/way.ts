import type { Checked } from '../../backend';
import { stepTo } from '../../editing';

/** Where what a check found is seen and mended. */
export function wayOf(ref: string, found: Checked): string {
  const [collection = '', id = ''] = found.about.split('/');
  if (collection === 'conflicts') return '#/conflicts';
  const at = collection === 'sections' && id ? `?at=${encodeURIComponent(id)}` : '';
  return stepTo(ref, found.about) ?? `#/reviews/${ref}/overview${at}`;
}
