import { useSyncExternalStore } from 'react';
import en from '../../../assets/locales/en.json';

/** Every key the interface may name. English is complete, so it defines the set. */
export type MessageKey = keyof typeof en;

/** Keys that come in plural forms: "list.count" for "list.count.one", "list.count.other". */
export type PluralKey = {
  [K in MessageKey]: K extends `${infer Base}.other` ? Base : never;
}[MessageKey];

export type MessageParams = Readonly<Record<string, string | number>>;

/** The language that shows keys instead of texts, for tests and translators. */
export const keyLanguage = 'keys';

const english: Readonly<Record<string, string | undefined>> = en;

let language = 'en';
let messages = english;
const listeners = new Set<() => void>();

/** Changes language and texts; texts missing in `texts` fall back to English. */
export function setCatalogue(lang: string, texts: Readonly<Record<string, string>>) {
  language = lang;
  messages = { ...english, ...texts };
  for (const l of listeners) l();
}

export function currentLanguage(): string {
  return language;
}

/** Re-renders when the language changes. */
export function useLanguage(): string {
  return useSyncExternalStore(
    (l) => {
      listeners.add(l);
      return () => listeners.delete(l);
    },
    () => language,
  );
}

function fill(text: string, params: MessageParams): string {
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const v = params[name];
    if (v === undefined) return gap;
    return typeof v === 'number' ? formatNumber(v) : v;
  });
}

/** True when the catalogue has a text for the key. */
export function hasMessage(key: string): key is MessageKey {
  return messages[key] !== undefined;
}

/** The text of a key, its {gaps} filled; numbers are written in the language. */
export function t(key: MessageKey, params: MessageParams = {}): string {
  return tAny(key, params);
}

/** The text for a count: t with the plural form of the language. */
export function tn(key: PluralKey, count: number, params: MessageParams = {}): string {
  const form = `${key}.${new Intl.PluralRules(locale()).select(count)}`;
  return tAny(hasMessage(form) ? form : `${key}.other`, { count, ...params });
}

/**
 * The text of a key that came over the wire. A key without text is a mistake of
 * ours: it throws in development; the person sees the general sentence instead.
 */
export function tAny(key: string, params: MessageParams | null = {}): string {
  if (language === keyLanguage) return key;
  const text = messages[key];
  if (text === undefined) {
    if (import.meta.env.DEV) throw new Error(`no message for key ${key}`);
    return fill(english['error.internal'] ?? key, {});
  }
  return fill(text, params ?? {});
}

/** The word for a value of a record; one that only a newer version knows stays as it is. */
export function tValue(set: string, value: string): string {
  const key = `${set}.${value}`;
  return language === keyLanguage || hasMessage(key) ? tAny(key) : value;
}

function locale(): string {
  return language === keyLanguage ? 'en' : language;
}

/** A number as the language writes it: 141,712. */
export function formatNumber(n: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(locale(), options).format(n);
}

/** Names in a row: "ledger, payouts and checkout". */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(items);
}
