import {
  useBackend,
  useCalendars,
  type Assessment,
  type ObligationClock,
  type ObligationDecision,
  type ObligationEvent,
} from '../../../backend';
import { t } from '../../../i18n';
import { AskDialog, pickField, type Asked } from '../AskDialog';
import { calendarOptions } from './calendarOptions';
import { DraftDialog } from './DraftDialog';

export type DutyAsked =
  | { kind: 'decide' }
  | { kind: 'event'; event: ObligationEvent }
  | { kind: 'submit'; clock: ObligationClock }
  | { kind: 'draft'; clock: ObligationClock }
  | { kind: 'pause' }
  | { kind: 'calendar' }
  | { kind: 'resume'; pause: string }
  | null;

const origin = 'obligations';

const denies = (v: Asked) => v['decision'] === 'not_notifiable';

const timeOf = (v: Asked, name: string) => ({ text: v[name] ?? '', pick: v[pickField] ?? '' });

/** The dialogs of an assessment. */
export function Asking({
  assessment: a,
  asked,
  onClose,
}: {
  assessment: Assessment;
  asked: DutyAsked;
  onClose: () => void;
}) {
  const { obligations } = useBackend();
  const calendars = useCalendars(false).data ?? [];
  const at = (label: string, name = 'at') => ({
    name,
    label,
    help: t('obligations.at.help', { zone: a.zone }),
  });
  switch (asked?.kind) {
    case 'decide':
      return (
        <AskDialog
          title={t('obligations.decide')}
          lead={t('obligations.decide.lead')}
          act={t('obligations.decide')}
          fields={[
            {
              name: 'decision',
              label: t('obligations.decision'),
              kind: 'choice',
              options: [
                { value: '', label: t('obligation.decision.open') },
                { value: 'notifiable', label: t('obligation.decision.notifiable') },
                { value: 'not_notifiable', label: t('obligation.decision.not_notifiable') },
              ],
            },
            { name: 'reason', label: t('obligations.why'), kind: 'lines' },
            { name: 'decided_by', label: t('obligations.role'), help: t('obligations.role.help') },
            { name: 'approved_by', label: t('obligations.approver') },
            ...(a.required.length > 0
              ? [
                  {
                    name: 'despite',
                    label: t('obligations.despite', { steps: a.required.join(', ') }),
                    help: t('obligations.despite.help'),
                    kind: 'choice' as const,
                    when: denies,
                    options: [
                      { value: '', label: t('governance.pick.none') },
                      { value: 'despite', label: t('obligations.despite.stands') },
                    ],
                  },
                ]
              : []),
          ]}
          initial={{
            decision: a.decision,
            reason: a.reason,
            decided_by: a.decided_by,
            approved_by: a.approved_by,
          }}
          unready={(v) => !v['decision'] && !a.decision && t('obligations.decide.none')}
          onSave={(v) =>
            obligations.decide(
              a.ref,
              {
                decision: (v['decision'] ?? '') as ObligationDecision,
                reason: v['reason'] ?? '',
                role: v['decided_by'] ?? '',
                approver: v['approved_by'] ?? '',
                despite: v['despite'] === 'despite',
              },
              origin,
            )
          }
          onClose={onClose}
        />
      );
    case 'event':
      return (
        <AskDialog
          title={asked.event.name}
          lead={asked.event.help || undefined}
          act={t('obligations.state')}
          fields={[
            at(t('obligations.when')),
            { name: 'reason', label: t('obligations.whyBefore'), kind: 'lines' },
          ]}
          onSave={(v) =>
            obligations.state(a.ref, asked.event.id, timeOf(v, 'at'), v['reason'] ?? '', origin)
          }
          onClose={onClose}
        />
      );
    case 'submit':
      return (
        <AskDialog
          title={t('obligations.submitOf', { what: asked.clock.name })}
          lead={t('obligations.submit.lead')}
          act={t('obligations.submit')}
          fields={[
            at(t('obligations.when')),
            { name: 'by_role', label: t('obligations.sentBy'), help: t('obligations.role.help') },
            { name: 'late_reason', label: t('obligations.lateReason'), kind: 'lines' },
            {
              name: 'file',
              label: t('obligations.file'),
              help: t('obligations.file.help'),
              kind: 'file',
              choose: () => obligations.chooseSent(),
            },
          ]}
          onSave={(v) =>
            obligations.submit(
              a.ref,
              {
                step: asked.clock.step,
                at: timeOf(v, 'at'),
                role: v['by_role'] ?? '',
                late_reason: v['late_reason'] ?? '',
                file: v['file'] ?? '',
              },
              origin,
            )
          }
          onClose={onClose}
        />
      );
    case 'pause':
      return (
        <AskDialog
          title={t('obligations.pause')}
          lead={t('obligations.pause.lead')}
          act={t('obligations.pause')}
          fields={[
            at(t('obligations.from'), 'from'),
            at(t('obligations.to'), 'to'),
            {
              name: 'step',
              label: t('obligations.step'),
              kind: 'choice',
              options: [
                { value: '', label: t('obligations.allSteps') },
                ...a.clocks.map((k) => ({ value: k.step, label: k.name })),
              ],
            },
            { name: 'reason', label: t('obligations.request'), kind: 'lines' },
          ]}
          onSave={(v) =>
            obligations.pause(
              a.ref,
              {
                step: v['step'] ?? '',
                from: timeOf(v, 'from'),
                to: timeOf(v, 'to'),
                reason: v['reason'] ?? '',
              },
              origin,
            )
          }
          onClose={onClose}
        />
      );
    case 'resume':
      return (
        <AskDialog
          title={t('obligations.resume')}
          act={t('obligations.resume')}
          fields={[at(t('obligations.to'), 'to')]}
          onSave={(v) => obligations.resume(a.ref, asked.pause, timeOf(v, 'to'), origin)}
          onClose={onClose}
        />
      );
    case 'calendar':
      return (
        <AskDialog
          title={t('obligations.calendar')}
          lead={t('obligations.calendar.help')}
          act={t('obligations.calendar.act')}
          fields={[
            {
              name: 'calendar',
              label: t('obligations.calendar'),
              kind: 'choice',
              options: calendarOptions(calendars),
            },
          ]}
          initial={{ calendar: a.calendar_ref }}
          onSave={(v) => obligations.countBy(a.ref, v['calendar'] ?? '', origin)}
          onClose={onClose}
        />
      );
    case 'draft':
      return <DraftDialog assessment={a} clock={asked.clock} onClose={onClose} />;
    default:
      return null;
  }
}
