import { useRef, useState, type ReactNode } from 'react';
import { parseError, useBackend, type Meeting, type Review } from '../../backend';
import { flushTexts, sentenceOf, statementText } from '../../editing';
import { t, tAny } from '../../i18n';
import { Button, Dialog, Icon, TextField } from '../../ui';

type Props = { review: Review; meeting: Meeting | null; onClose: () => void };

const first = { autoFocus: true };

/** Carries out a step once, and tells what is wrong at the field it is about. */
function useStep(onClose: () => void) {
  const [wrong, setWrong] = useState<Partial<Record<string, string>>>({});
  const [asks, setAsks] = useState(false);
  const busy = useRef(false);
  async function take(step: () => Promise<unknown>) {
    if (busy.current) return;
    busy.current = true;
    try {
      await flushTexts();
      await step();
      onClose();
    } catch (e) {
      const { key, fields } = parseError(e);
      setAsks(key === 'meeting.before_resolved' || key === 'meeting.facilitator_part');
      setWrong(
        fields.length > 0
          ? Object.fromEntries(fields.map((f) => [f.name, tAny(f.key, f.params)]))
          : { '': sentenceOf(e) },
      );
    } finally {
      busy.current = false;
    }
  }
  return { wrong, asks, take };
}

function Frame({
  title,
  lead,
  act,
  wrong,
  onTake,
  onClose,
  children,
}: {
  title: string;
  lead: string;
  act: string;
  wrong?: string | undefined;
  onTake: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="small ink-2">{lead}</p>
      <form
        className="meeting-form"
        onSubmit={(e) => {
          e.preventDefault();
          onTake();
        }}
      >
        {children}
        {wrong && (
          <p className="meta field-help wrong" role="alert">
            <Icon name="warn" />
            <span>{wrong}</span>
          </p>
        )}
        <div className="dialog-acts">
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button className="safe" look="primary" type="submit">
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** When and where the review is to be held. */
export function PlanDialog({ review, meeting, onClose }: Props) {
  const backend = useBackend();
  const { wrong, take } = useStep(onClose);
  const was = statementText(meeting?.at ?? null);
  const [at, setAt] = useState(was);
  const [minutes, setMinutes] = useState(String(meeting?.minutes || 60));
  const [place, setPlace] = useState(meeting?.place ?? '');
  const length = Number(minutes.trim());
  const odd = !/^\d{1,4}$/.test(minutes.trim());
  return (
    <Frame
      title={t('meeting.plan')}
      lead={t('meeting.planLead')}
      act={t('meeting.planAct')}
      wrong={wrong['']}
      onTake={() => {
        if (odd) return;
        // Only what was touched: a colleague may have changed the rest, or noted that it was held.
        const said = {
          at: at === was ? null : at,
          minutes: length === meeting?.minutes ? null : length,
          place: place === (meeting && (meeting.place ?? '')) ? null : place,
          state: meeting && meeting.state !== 'cancelled' ? '' : 'planned',
        };
        void take(() =>
          backend.reviews.setMeeting(review.ref, meeting?.id ?? '', JSON.stringify(said), ''),
        );
      }}
      onClose={onClose}
    >
      <TextField
        label={t('meeting.when')}
        help={t('meeting.whenHelp')}
        wrong={wrong.at}
        value={at}
        onChange={setAt}
        {...first}
      />
      <TextField
        label={t('meeting.length')}
        wrong={odd ? t('meeting.minutes.odd') : wrong.minutes}
        value={minutes}
        onChange={setMinutes}
      />
      <TextField label={t('meeting.place')} value={place} onChange={setPlace} />
    </Frame>
  );
}

/** That the review was held, and when: its clock ends there. */
export function HeldDialog({ review, meeting, onClose }: Props) {
  const backend = useBackend();
  const { wrong, asks, take } = useStep(onClose);
  const was = statementText(meeting?.at ?? null);
  const [at, setAt] = useState(was || 'now');
  return (
    <Frame
      title={t('meeting.noteHeld')}
      lead={t('meeting.heldLead')}
      act={asks ? t('meeting.heldAnyway') : t('meeting.heldAct')}
      wrong={wrong[''] ?? wrong.facilitator}
      onTake={() =>
        void take(() =>
          backend.reviews.holdReview(
            review.ref,
            meeting?.id ?? '',
            at === was ? '' : at.trim(),
            asks,
            '',
          ),
        )
      }
      onClose={onClose}
    >
      <TextField
        label={t('meeting.when')}
        help={t('meeting.heldHelp')}
        wrong={wrong.at}
        value={at}
        onChange={setAt}
        {...first}
      />
    </Frame>
  );
}
