import type { Evidence, Stance } from '../../backend';
import { clockOf, t, tAny, tValue } from '../../i18n';
import { Button, Icon, Keys, Menu, Section } from '../../ui';
import { evidenceIcons } from './signs';
import type { CauseNode } from './tree';
import type { CausesRoom } from './useCausesRoom';

const stances: readonly Stance[] = ['supports', 'contradicts', 'context'];

/** What speaks for or against the cause, and the way to attach more. */
export function EvidenceList({ room, node }: { room: CausesRoom; node: CauseNode }) {
  const list = room.review.evidence.filter((e) => e.cause === node.id);
  return (
    <Section title={t('causes.evidence')} aside={<Keys keys="e" />}>
      {list.length === 0 && <p className="small ink-3">{t('causes.evidence.none')}</p>}
      <ul className="cause-evidence">
        {list.map((e) => (
          <Piece key={e.id} room={room} piece={e} />
        ))}
      </ul>
      {!room.readOnly && (
        <Button
          look="text"
          size="small"
          icon="plus"
          className="cause-attach"
          onClick={() => room.setOverlay('evidence')}
        >
          {t('causes.evidence.attach')}
        </Button>
      )}
    </Section>
  );
}

function Piece({ room, piece }: { room: CausesRoom; piece: Evidence }) {
  const entry = room.review.timeline.find((x) => x.id === piece.entry);
  const words = piece.text || entry?.text || t('causes.evidence.gone');
  const stance = tAny(`causes.stance.${piece.stance}`);
  const clock = entry ? clockOf(entry.at) : '';
  return (
    <li>
      <Icon
        name={evidenceIcons[piece.kind] ?? 'file'}
        label={tValue('causes.kindOf', piece.kind)}
      />
      <div className="grow">
        <p className="small">{words}</p>
        <p className={`meta ${piece.stance === 'contradicts' ? 'warn' : ''}`}>
          {clock === '' ? stance : t('causes.evidence.meta', { clock, stance })}
        </p>
      </div>
      {!room.readOnly && (
        <Menu
          size="small"
          label={t('causes.evidence.more')}
          items={[
            ...stances.map((s) => ({
              id: s,
              label: tAny(`causes.stance.${s}`),
              ticked: piece.stance === s,
              onSelect: () => void room.acts.setStance(piece.id, s),
            })),
            'line',
            {
              id: 'remove',
              label: t('causes.evidence.remove'),
              icon: 'trash',
              destructive: true,
              onSelect: () => void room.acts.detach(piece.id),
            },
          ]}
        />
      )}
    </li>
  );
}
