import type { Assessment } from '../../../backend';
import { t, tn, type MessageKey } from '../../../i18n';
import { Icon, RowList, type IconName } from '../../../ui';
import { decisionWords, endOf, endWords, leftWords, moreOver, nextOf, signedWords } from './words';

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
      rowHeight={92}
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
  const more = binds ? moreOver(a) : 0;
  return (
    <div className={`row-lines ${a.signed ? '' : 'duty-unsigned'}`}>
      <Icon name={signOf(a)} />
      <div className="grow">
        <div className="clip strong">{a.pack_name}</div>
        <div className="meta clip">{a.subject_title || a.subject_ref}</div>
        <div className={`meta clip num ${binds && end && end.left < 0 ? 'duty-over' : ''}`}>
          {end ? endWords(end) : t(stillWords(a))}
        </div>
        <div className="meta clip">
          {binds && end && `${leftWords(end)} · `}
          {more > 0 && `${tn('obligations.moreOver', more)} · `}
          {decisionWords(a)}
          {a.against.length > 0 && ` · ${t('obligations.contradicted')}`}
          {!a.signed && ` · ${signedWords(a)}`}
          {a.undecided > 0 && ` · ${t('obligations.inQuestion')}`}
        </div>
      </div>
    </div>
  );
}

function signOf(a: Assessment): IconName {
  if (a.against.length > 0) return 'warn';
  if (a.decision === 'not_notifiable') return 'declined';
  if (a.standing !== 'proposed' && a.clocks.some((k) => k.state === 'overdue' && !k.soft))
    return 'warn';
  if (nextOf(a)) return 'clock';
  return waits(a) ? 'question' : 'check';
}

/** Whether something has to be said before a clock can run. */
const waits = (a: Assessment): boolean =>
  a.decision === '' || a.clocks.some((k) => k.state === 'asks' || k.state === 'waits');

/** Why no clock runs. */
function stillWords(a: Assessment): MessageKey {
  if (a.decision === 'not_notifiable') return 'obligations.noClock';
  return waits(a) ? 'obligations.notSaid' : 'obligations.nothingRuns';
}
