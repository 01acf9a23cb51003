import type { AuditChain, AuditRow, Message } from '../../../backend';
import { hasMessage, t, tAny } from '../../../i18n';

/** What was done, in words; an action nobody named yet is told by its name. */
export function actionWords(action: string, label: Message): string {
  return hasMessage(label.key) ? tAny(label.key, label.params ?? {}) : action;
}

export function rowWords(row: AuditRow): string {
  const what = actionWords(row.action, row.label);
  if (row.kind === 'undo') return t('history.undo', { what });
  if (row.kind === 'redo') return t('history.redo', { what });
  return what;
}

/** Who did it: a rule names its version, a person is told by the pseudonym. */
export function whoWords(row: AuditRow): string {
  if (row.who === 'system') {
    return t('audit.byRule', { rule: row.rule, version: row.version });
  }
  if (row.who === 'exchange') {
    if (row.by?.joined) return t('history.by.joined');
    return row.by?.name ? t('history.by.name', { name: row.by.name }) : t('history.by.unknown');
  }
  return row.own ? t('audit.you') : row.actor;
}

/** The field of a path, in words; "" for a part or a record as a whole. */
export function fieldWords(path: string): string {
  const [first = '', part = '', field = ''] = path.split('/');
  const name = part ? field : first;
  const key = `history.field.${name}`;
  return hasMessage(key) ? tAny(key) : name;
}

/** "actions/<id>/due" and "severity" in words, without the words of the part itself. */
export function placeWords(path: string): string {
  const [first = '', part = ''] = path.split('/');
  const field = fieldWords(path);
  if (!part) return field;
  const kind = `history.part.${first}`;
  const kindWords = hasMessage(kind) ? tAny(kind) : first;
  return field ? `${kindWords} · ${field}` : kindWords;
}

/** How a chain is called: by its space, or by what it is. */
export function chainWords(chain: AuditChain): string {
  const what = chain.local
    ? t('audit.chainLocal')
    : chain.name
      ? t('audit.chainSpace', { name: chain.name })
      : t('audit.chainPrivate');
  return chain.own ? what : t('audit.ofDevice', { what, device: chain.device });
}

/** One line to keep elsewhere; "audit verify --anchors" reads it. */
export function anchorLine(chain: AuditChain): string {
  return `Audit: ${chain.device} ${chain.last} ${chain.head} ${chain.chain}`;
}
