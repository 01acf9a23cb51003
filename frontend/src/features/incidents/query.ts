import type { IncidentFacetName, IncidentOrder, IncidentQuery } from '../../backend';
import { formatMoment, t, tAny, tValue, type MessageKey } from '../../i18n';

export const everything: IncidentQuery = {
  words: '',
  severities: [],
  priorities: [],
  states: [],
  sources: [],
  services: [],
  reviews: [],
  from: '',
  to: '',
  import: '',
  twice: false,
  order: 'time',
  reverse: false,
};

/** Whether a query leaves anything out. */
export const narrows = (q: IncidentQuery) =>
  JSON.stringify({ ...q, order: 'time', reverse: false }) !== JSON.stringify(everything);

/** The query with a value of a facet chosen, or no longer chosen. */
export function toggled(q: IncidentQuery, facet: IncidentFacetName, value: string): IncidentQuery {
  const now = q[facet];
  return {
    ...q,
    [facet]: now.includes(value) ? now.filter((v) => v !== value) : [...now, value],
  };
}

export const orders: readonly [IncidentOrder, MessageKey][] = [
  ['time', 'incident.order.time'],
  ['severity', 'incident.order.severity'],
  ['priority', 'incident.order.priority'],
  ['state', 'incident.order.state'],
  ['length', 'incident.order.length'],
  ['title', 'incident.order.title'],
  ['number', 'incident.order.number'],
];

/** How a value of a facet is called. */
export function valueName(facet: IncidentFacetName, value: string): string {
  if (facet === 'reviews') return t(value === 'yes' ? 'incident.reviewed' : 'incident.unreviewed');
  if (value === '') return t('incident.noValue');
  return facet === 'states' ? stateName(value, '') : value;
}

/** A state in words: what it means here, else what its source calls it. */
export function stateName(state: string, told: string): string {
  return state ? tAny(`incident.state.${state}`) : told;
}

/** Why a row was not taken; its two moments as people read them. */
export function refusalWords(reason: string, params: Readonly<Record<string, string>>): string {
  const read = (name: 'from' | 'to') =>
    params[name] ? { [name]: formatMoment(params[name]) } : {};
  return tAny(reason, { ...params, ...read('from'), ...read('to') });
}

/** The field that was wrong: by its own name where the file has one, else as it is called here. */
export const fieldWords = (field: string) => tValue('incident.target', field);
