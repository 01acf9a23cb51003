import { useBackend, useChecks, type Participant, type Review } from '../../backend';
import { useWrite, ValueField } from '../../editing';
import { t, tAny, tValue } from '../../i18n';
import { Icon, Menu } from '../../ui';

const duties = ['', 'facilitator', 'co_facilitator', 'note_taker'] as const;

/** What somebody is in the room for: the function that speaks, and a duty in the review. */
export function RoomFacts({
  review,
  participant: p,
  readOnly,
}: {
  review: Review;
  participant: Participant;
  readOnly: boolean;
}) {
  const backend = useBackend();
  const write = useWrite();
  const known = review.participants.map((x) => x.function ?? '').filter(Boolean);
  const duty = p.duty ?? '';
  if (readOnly) {
    const words = [p.function ?? '', duty && tValue('duty', duty)].filter(Boolean).join(' · ');
    return words ? <div className="meta">{words}</div> : null;
  }
  const set = (field: string, value: string) =>
    backend.reviews.setField(
      review.ref,
      `participants/${p.id}/${field}`,
      JSON.stringify(value.trim()),
      '',
    );
  return (
    <div className="meta person-room">
      <ValueField
        label={t('room.function')}
        text={p.function ?? ''}
        options={[...new Set(known)]}
        save={(text) => set('function', text)}
      >
        {p.function ?? <span className="ink-3">{t('room.noFunction')}</span>}
      </ValueField>
      <Menu
        label={t('room.duty')}
        aria-label={t('room.dutyOf', {
          duty: duty ? tValue('duty', duty) : t('room.noDuty'),
          role: p.role || p.name || '',
        })}
        text={duty ? tValue('duty', duty) : t('room.noDuty')}
        look="quiet"
        size="small"
        items={duties.map((d) => ({
          id: d || 'none',
          label: d ? tValue('duty', d) : t('room.noDuty'),
          ticked: duty === d,
          onSelect: () => void write(() => set('duty', d)),
        }))}
      />
    </div>
  );
}

const roomChecks = ['P05', 'P06', 'P07', 'P08', 'P09', 'P10'];

/** Which functions speak in the room, and what is to be looked at before it begins. */
export function RoomNotes({ review }: { review: Review }) {
  const found = useChecks(review.ref, review.rev).data ?? [];
  const open = found.filter((f) => roomChecks.includes(f.check) && !f.left);
  const functions = [
    ...new Map(
      review.participants
        .map((p) => (p.function ?? '').trim())
        .filter(Boolean)
        .map((f) => [f.toLowerCase(), f]),
    ).values(),
  ];
  if (functions.length === 0 && open.length === 0) return null;
  return (
    <div className="small room-notes">
      {functions.length > 0 && (
        <p className="ink-2">{t('room.functions', { list: functions.join(', ') })}</p>
      )}
      {open.map((f) => (
        <p key={f.check + f.about + f.sum} className="line">
          <Icon name="question" className="warn" />
          <span>
            {tAny(`check.${f.check}`, f.params)}{' '}
            <a href={`#/reviews/${review.ref}/checks`}>{t('room.decide')}</a>
          </span>
        </p>
      ))}
    </div>
  );
}
