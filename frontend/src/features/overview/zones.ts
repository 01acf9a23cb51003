/** Abbreviations people write most; Go knows them all besides the IANA names. */
export const commonZones: readonly string[] = [
  'UTC',
  'CET',
  'CEST',
  'GMT',
  'BST',
  'EET',
  'EEST',
  'ET',
  'CT',
  'MT',
  'PT',
  'EST',
  'EDT',
  'CST',
  'CDT',
  'PST',
  'PDT',
  'JST',
  'AEST',
  'AEDT',
];

/** Zones of the regions first asked for, then every name there is. */
export function zoneOptions(names: readonly string[]): string[] {
  return [...commonZones, ...names.filter((n) => !commonZones.includes(n))];
}
