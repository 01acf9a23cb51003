import type { Params } from './wire';

export type ErrorCode =
  'invalid' | 'not_found' | 'conflict' | 'denied' | 'unavailable' | 'cancelled' | 'internal';

const codes: readonly string[] = [
  'invalid',
  'not_found',
  'conflict',
  'denied',
  'unavailable',
  'cancelled',
  'internal',
];

export type FieldError = { name: string; key: string; params: Params };

/** A fault of the Go side: its class, the key of its sentence, and the gaps of it. */
export class WireError extends Error {
  readonly code: ErrorCode;
  readonly key: string;
  readonly params: Params;
  readonly fields: readonly FieldError[];
  /** Names the entry of the log for an internal fault; "" otherwise. */
  readonly ref: string;

  constructor(
    code: ErrorCode,
    key: string,
    params: Params = {},
    fields: readonly FieldError[] = [],
    ref = '',
  ) {
    super(`${code}: ${key}`);
    this.name = 'WireError';
    this.code = code;
    this.key = key;
    this.params = params;
    this.fields = fields;
    this.ref = ref;
  }

  /** The error of one field, if the fault belongs to it. */
  field(name: string): FieldError | undefined {
    return this.fields.find((f) => f.name === name);
  }
}

function isObject(v: unknown): v is Record<string, unknown> {
  return typeof v === 'object' && v !== null && !Array.isArray(v);
}

function readParams(v: unknown): Params {
  if (!isObject(v)) return {};
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(v)) {
    if (typeof value === 'string' || typeof value === 'number') out[name] = String(value);
  }
  return out;
}

function readFields(v: unknown): FieldError[] {
  if (!Array.isArray(v)) return [];
  return v.flatMap((f: unknown) =>
    isObject(f) && typeof f.name === 'string' && typeof f.key === 'string'
      ? [{ name: f.name, key: f.key, params: readParams(f.params) }]
      : [],
  );
}

/**
 * Turns whatever a call rejected with into a WireError. The bridge hands on JSON
 * text as the message of an Error (objects do not survive it) or as a bare
 * string; anything else, such as "error parsing arguments", is our mistake.
 */
export function parseError(thrown: unknown): WireError {
  if (thrown instanceof WireError) return thrown;
  const text = thrown instanceof Error ? thrown.message : typeof thrown === 'string' ? thrown : '';
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Plain text: falls through to the internal fault below.
  }
  if (isObject(value) && typeof value.code === 'string' && typeof value.key === 'string') {
    return new WireError(
      codes.includes(value.code) ? (value.code as ErrorCode) : 'internal',
      value.key,
      readParams(value.params),
      readFields(value.fields),
      typeof value.ref === 'string' ? value.ref : '',
    );
  }
  return new WireError('internal', 'error.internal', { detail: text });
}
