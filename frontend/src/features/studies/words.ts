import type { Study, StudyPlan, StudyVerdict } from '../../backend';
import { formatDate, t, type MessageKey } from '../../i18n';
import type { ChipTone, IconName } from '../../ui';

/** Fields of a plan that are written one line each, and those with commas between. */
const lines: readonly string[] = ['checks', 'excluded', 'amounts', 'marks'];
const commas: readonly string[] = ['severities', 'trigger'];

export type PlanField = keyof StudyPlan;

/** What stands in the field of a form. */
export function textOf(plan: StudyPlan, name: PlanField): string {
  const value = plan[name];
  if (Array.isArray(value)) return value.join(lines.includes(name) ? '\n' : ', ');
  return value === 0 ? '' : String(value);
}

/** What a record keeps of it. A number that is none is left for Go to refuse. */
export function valueOf(name: string, text: string): unknown {
  if (lines.includes(name)) return split(text, '\n');
  if (commas.includes(name)) return split(text, ',');
  if (name !== 'burn_in') return text.trim();
  if (text.trim() === '') return null;
  const n = Number(text);
  return Number.isFinite(n) ? n : text;
}

/** What is typed, without what has been saved. */
export function without<K extends string>(
  typed: Partial<Record<K, string | undefined>>,
  name: K,
): Partial<Record<K, string | undefined>> {
  return { ...typed, [name]: undefined };
}

const split = (text: string, by: string) =>
  text
    .split(by)
    .map((x) => x.trim())
    .filter(Boolean);

export const toneOf = (code: StudyVerdict): ChipTone =>
  code === 'reduced' ? 'ok' : code === 'increased' ? 'warn' : 'neutral';

export function signOf(s: Study): IconName {
  if (s.state === 'due') return 'warn';
  if (s.state === 'known') return 'check';
  return s.state === 'draft' ? 'pen' : 'clock';
}

/** Where it stands in one line: the word of the last check, and what comes next. */
export function standsWords(s: Study): string {
  const next =
    s.check === ''
      ? ''
      : t(s.state === 'due' ? 'studies.wasDue' : 'studies.nextCheck', { day: formatDate(s.check) });
  return [s.verdict || (s.state === 'draft' ? t('studies.notFrozen') : ''), next]
    .filter(Boolean)
    .join(' · ');
}

const overs: Readonly<Record<string, MessageKey>> = {
  days: 'studies.exposure.days',
  business: 'studies.exposure.business',
  amounts: 'studies.exposure.amounts',
};

export const exposureOptions = Object.entries(overs).map(([value, key]) => ({
  value,
  label: t(key),
}));

export const exposureWords = (exposure: string): string =>
  t(overs[exposure] ?? 'studies.exposure.days');
