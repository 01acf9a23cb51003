import { useBackend, type Participant, type Review } from '../../backend';
import { Undecided, useWrite, ValueField } from '../../editing';
import { t } from '../../i18n';
import { Button, Icon, Section, showToast, Tooltip } from '../../ui';
import { RoomFacts, RoomNotes } from './Room';

/** The roles that took part. A name, where one is known, never leaves this machine. */
export function Participants({ review, readOnly }: { review: Review; readOnly: boolean }) {
  const backend = useBackend();
  const write = useWrite();
  async function remove(p: Participant) {
    const path = `participants/${p.id}`;
    const done = await write(() => backend.reviews.removePart(review.ref, path, ''));
    if (!done) return;
    showToast({
      icon: 'trash',
      text: t('overview.people.removed', { who: p.role || p.name || '' }),
      undo: () => void write(() => backend.reviews.restorePart(review.ref, path, '')),
    });
  }
  const add = (field: 'role' | 'name') => (text: string) =>
    text.trim()
      ? backend.reviews.addPart(
          review.ref,
          'participants',
          JSON.stringify({ [field]: text.trim() }),
          '',
          '',
        )
      : Promise.resolve();

  return (
    <Section title={t('overview.people')}>
      <ul className="people">
        {review.participants.map((p) => (
          <li key={p.id} className="person">
            <div className="grow person-words">
              <ValueField
                label={t('overview.people.role')}
                text={p.role}
                save={(text, seen) =>
                  backend.reviews.setTyped(
                    review.ref,
                    `participants/${p.id}/role`,
                    JSON.stringify(seen),
                    JSON.stringify(text.trim()),
                    '',
                  )
                }
                off={readOnly}
              >
                {p.role || <span className="ink-3">{t('overview.people.noRole')}</span>}
              </ValueField>
              <Undecided review={review} path={`participants/${p.id}`} />
              <RoomFacts review={review} participant={p} readOnly={readOnly} />
              {p.name && (
                <Tooltip text={t('overview.people.local')}>
                  <div className="meta person-name">
                    <Icon name="lock" label={t('overview.people.local')} />
                    {p.name}
                  </div>
                </Tooltip>
              )}
            </div>
            {!readOnly && (
              <Button
                look="quiet"
                size="small"
                icon="close"
                aria-label={t('overview.people.remove', { who: p.role || p.name || '' })}
                onClick={() => void remove(p)}
              />
            )}
          </li>
        ))}
      </ul>
      <RoomNotes review={review} />
      {!readOnly && (
        <div className="people-add">
          <ValueField
            label={t('overview.people.addRole')}
            text=""
            save={add('role')}
            lines
            className="accent"
          >
            <span aria-hidden>{t('overview.people.addRole')}</span>
          </ValueField>
          <ValueField
            label={t('overview.people.addName')}
            text=""
            help={t('overview.people.local')}
            save={add('name')}
            lines
            className="accent"
          >
            <span aria-hidden className="line">
              <Icon name="lock" />
              {t('overview.people.addName')}
            </span>
          </ValueField>
        </div>
      )}
    </Section>
  );
}
