import type { Assessment } from '../../../backend';
import { t, tn } from '../../../i18n';
import { Icon, RowList, type IconName } from '../../../ui';
import {
  clockWords,
  decisionWords,
  endOf,
  lapsedWords,
  leftWords,
  moreOver,
  nextOf,
  outside,
  sentOf,
  signedWords,
  stillWords,
  waits,
} from './words';

/** All assessments: what ends next first, and what was not notified as well. */
export function RegisterList({
  list,
  selected,
  onSelect,
}: {
  list: readonly Assessment[];
  selected: string | null;
  onSelect: (ref: string) => void;
}) {
  return (
    <RowList
      label={t('obligations.register')}
      items={list}
      keyOf={(a) => a.ref}
      rowHeight={116}
      measure
      selected={selected}
      onSelect={onSelect}
      takeFocus
      renderRow={(a) => <RegisterRow assessment={a} />}
    />
  );
}

function RegisterRow({ assessment: a }: { assessment: Assessment }) {
  const next = nextOf(a);
  const end = next && endOf(next);
  // A law that is only proposed is over for nobody.
  const binds = a.standing !== 'proposed';
  const sent = sentOf(a);
  const more = binds ? moreOver(a) : 0;
  return (
    <div className={`row-lines ${a.signed ? '' : 'duty-unsigned'}`}>
      <Icon name={signOf(a)} />
      <div className="grow">
        <div className="strong">{a.pack_name}</div>
        <div className="meta">{a.subject_title || a.subject_ref}</div>
        <div className={`meta num ${binds && end && end.left < 0 ? 'duty-over' : ''}`}>
          {next && end ? clockWords(next) : stillWords(a)}
        </div>
        {next &&
          lapsedWords(next).map((words) => (
            <div key={words} className="meta">
              {words}
            </div>
          ))}
        <div className="meta">
          {binds && end && `${leftWords(end)} · `}
          {more > 0 && `${tn('obligations.moreOver', more)} · `}
          {end && sent.length > 0 && `${tn('obligations.sentCount', sent.length)} · `}
          {next?.problem && `${t('obligations.byWeekdays')} · `}
          {next?.kept && `${t('obligations.otherwise')} · `}
          {decisionWords(a)}
          {a.against.length > 0 && ` · ${t('obligations.contradicted')}`}
          {a.signed && a.alone && ` · ${t('policies.aloneShort')}`}
          {a.undecided > 0 && ` · ${t('obligations.inQuestion')}`}
        </div>
        {/* What makes a clock worthless is never what is cut. */}
        {!a.signed && <div className="meta strong">{signedWords(a)}</div>}
      </div>
    </div>
  );
}

function signOf(a: Assessment): IconName {
  if (a.against.length > 0) return 'warn';
  if (a.decision === 'not_notifiable' || outside(a)) return 'declined';
  if (a.standing !== 'proposed' && a.clocks.some((k) => k.state === 'overdue' && !k.soft))
    return 'warn';
  if (nextOf(a)) return 'clock';
  return waits(a) ? 'question' : 'check';
}
