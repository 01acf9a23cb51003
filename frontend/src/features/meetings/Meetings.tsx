import { useState } from 'react';
import { parseError, useBackend, type Meeting, type Review } from '../../backend';
import { useCommands } from '../../commands';
import { sentenceOf, statementWords, Undecided, useWrite } from '../../editing';
import { formatMinutes, t } from '../../i18n';
import { Button, Icon, Menu, Section, showToast } from '../../ui';
import { HeldDialog, PlanDialog } from './MeetingDialogs';
import './meetings.css';

type Asked = { kind: 'plan' | 'held'; meeting: Meeting | null };

const timeOf = (m: Meeting) => Date.parse(m.at?.at ?? '') || 0;
/** The one that is planned next. */
const nextOf = (list: readonly Meeting[]) =>
  list.filter((m) => m.state === 'planned').sort((a, b) => timeOf(a) - timeOf(b))[0] ?? null;

/** When the review is to be held, or was: planned here, invited to by a calendar file. */
export function Meetings({ review, readOnly }: { review: Review; readOnly: boolean }) {
  const backend = useBackend();
  const write = useWrite();
  const [asked, setAsked] = useState<Asked | null>(null);
  const next = nextOf(review.meetings);

  async function invite(meeting: string) {
    try {
      const { path } = await backend.reviews.saveInvitation(review.ref, meeting);
      if (path) showToast({ icon: 'takeOut', text: t('meeting.saved', { path }) });
    } catch (e) {
      showToast({ tone: 'warn', text: sentenceOf(parseError(e)) });
    }
  }
  const cancel = (m: Meeting) =>
    write(() =>
      backend.reviews.setMeeting(
        review.ref,
        m.id,
        JSON.stringify({ at: null, minutes: null, place: null, state: 'cancelled' }),
        '',
      ),
    );
  async function remove(m: Meeting) {
    const path = `meetings/${m.id}`;
    if (!(await write(() => backend.reviews.removePart(review.ref, path, '')))) return;
    showToast({
      icon: 'trash',
      text: t('meeting.removed'),
      undo: () => void write(() => backend.reviews.restorePart(review.ref, path, '')),
    });
  }

  useCommands('screen', [
    {
      id: 'meeting.plan',
      title: 'meeting.plan',
      keys: ['s m'],
      icon: 'clock',
      group: 'write',
      when: (ctx) => !ctx.readOnly,
      run: () => setAsked({ kind: 'plan', meeting: next }),
    },
    {
      id: 'meeting.held',
      title: 'meeting.noteHeld',
      keys: ['s h'],
      icon: 'check',
      group: 'write',
      when: (ctx) => !ctx.readOnly,
      run: () => setAsked({ kind: 'held', meeting: next }),
    },
    {
      id: 'meeting.invite',
      title: 'meeting.invite',
      keys: ['s i'],
      icon: 'takeOut',
      group: 'file',
      when: () => next !== null,
      run: () => void invite(''),
    },
  ]);

  if (readOnly && review.meetings.length === 0) return null;
  return (
    <Section title={t('meeting.title')}>
      <ul className="meetings">
        {review.meetings.map((m) => (
          <li key={m.id} className="meeting">
            <Icon name={m.state === 'held' ? 'check' : m.state === 'planned' ? 'clock' : 'close'} />
            <div className="grow">
              <div className={`num ${m.state === 'cancelled' ? 'ink-3' : ''}`}>
                {m.at ? statementWords(m.at) : t('overview.unknown')}
              </div>
              <div className="meta">
                {[
                  t(`meeting.${m.state}`),
                  m.minutes > 0 ? formatMinutes(m.minutes) : '',
                  m.place ?? '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
              {m.state === 'held' && m.limit && (
                <div className="meta">
                  {m.rule
                    ? t('meeting.byRule', { rule: m.rule, limit: m.limit })
                    : t('meeting.byDefault', { limit: m.limit })}
                </div>
              )}
              <Undecided review={review} path={`meetings/${m.id}`} />
            </div>
            <Menu
              label={t('meeting.acts')}
              aria-label={t('meeting.acts')}
              icon="more"
              look="quiet"
              size="small"
              items={[
                ...(m.state === 'cancelled'
                  ? []
                  : [
                      {
                        id: 'invite',
                        label: t('meeting.invite'),
                        onSelect: () => void invite(m.id),
                      },
                    ]),
                ...(readOnly
                  ? []
                  : [
                      {
                        id: 'change',
                        label: t('meeting.change'),
                        onSelect: () =>
                          setAsked({ kind: m.state === 'held' ? 'held' : 'plan', meeting: m }),
                      },
                      ...(m.state === 'planned'
                        ? [
                            {
                              id: 'held',
                              label: t('meeting.noteHeld'),
                              onSelect: () => setAsked({ kind: 'held', meeting: m }),
                            },
                            {
                              id: 'cancel',
                              label: t('meeting.cancel'),
                              onSelect: () => void cancel(m),
                            },
                          ]
                        : []),
                      {
                        id: 'remove',
                        label: t('meeting.remove'),
                        onSelect: () => void remove(m),
                      },
                    ]),
              ]}
            />
          </li>
        ))}
      </ul>
      {!readOnly && (
        <div className="meeting-acts">
          <Button
            look="text"
            size="small"
            onClick={() => setAsked({ kind: 'plan', meeting: null })}
          >
            {t('meeting.plan')}
          </Button>
          <Button
            look="text"
            size="small"
            onClick={() => setAsked({ kind: 'held', meeting: next })}
          >
            {t('meeting.noteHeld')}
          </Button>
        </div>
      )}
      {asked?.kind === 'plan' && (
        <PlanDialog review={review} meeting={asked.meeting} onClose={() => setAsked(null)} />
      )}
      {asked?.kind === 'held' && (
        <HeldDialog review={review} meeting={asked.meeting} onClose={() => setAsked(null)} />
      )}
    </Section>
  );
}
