import type { IconName } from '../../ui';

export const classIcons: Record<string, IconName> = {
  technical: 'hexagon',
  procedural: 'lines',
  human: 'person',
  organisational: 'people',
  external: 'external',
};

/** Keys of the classes; "external" has none, X means something else in this trade. */
export const classKeys: Record<string, string> = {
  technical: 't',
  procedural: 'p',
  human: 'h',
  organisational: 'o',
  // "e" alone is for evidence.
  external: 'Shift+E',
};

export const evidenceIcons: Record<string, IconName> = {
  timeline: 'clock',
  quote: 'speech',
  metric: 'monitor',
  document: 'file',
  link: 'link',
};
