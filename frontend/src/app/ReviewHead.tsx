import { useEffect, useRef, useState } from 'react';
import { useBackend, type Review } from '../backend';
import { useCommands, type Command } from '../commands';
import { SavedTextNotes, Undecided, useReadOnly, useSavedText, useWrite } from '../editing';
import { ReportMenu } from '../features/reports';
import { SpaceMark } from '../features/spaces';
import { formatDate, t, tValue, tied } from '../i18n';
import { Bar, Chip, Menu, Note, SeverityChip, TextField } from '../ui';
import './review-room.css';

const severities = ['SEV1', 'SEV2', 'SEV3', 'SEV4', 'SEV5', ''] as const;
const states = ['draft', 'in_review', 'agreed', 'closed'] as const;
const stateKeys: Record<(typeof states)[number], string> = {
  draft: 's d',
  in_review: 's r',
  agreed: 's a',
  closed: 's c',
};
const severityKey = (severity: string) => `s ${severity.slice(3) || '0'}`;
const severityName = (severity: string) => severity || t('reviews.noSeverity');

/** What the review is called, how severe it was and how far the work has come. */
export function ReviewHead({ review }: { review: Review }) {
  const readOnly = useReadOnly();
  const backend = useBackend();
  const write = useWrite();
  const set = (field: string, value: string) =>
    write(() => backend.reviews.setField(review.ref, field, JSON.stringify(value), ''));
  const [naming, setNaming] = useState(false);

  useCommands('app', [
    {
      id: 'review.rename',
      title: 'review.rename',
      keys: ['s t'],
      icon: 'pen',
      group: 'write',
      when: (ctx) => !ctx.readOnly,
      run: () => setNaming(true),
    },
    ...severities.map((severity): Command => ({
      id: `review.severity.${severity || 'none'}`,
      title: 'review.setSeverity',
      params: { severity: severityName(severity) },
      keys: [severityKey(severity)],
      icon: 'flag',
      group: 'say',
      when: (ctx) => !ctx.readOnly && review.severity !== severity,
      run: () => set('severity', severity),
    })),
    ...states.map((state): Command => ({
      id: `review.state.${state}`,
      title: 'review.setState',
      params: { state: tValue('state', state) },
      keys: [stateKeys[state]],
      icon: 'check',
      group: 'say',
      when: (ctx) => !ctx.readOnly && review.state !== state,
      run: () => set('state', state),
    })),
  ]);

  const step = /^SEV([1-5])$/.exec(review.severity)?.[1];
  return (
    <Title review={review} open={naming} onOpen={setNaming} readOnly={readOnly}>
      {readOnly ? (
        <>
          <SeverityChip severity={review.severity} />
          <Chip>{tValue('state', review.state)}</Chip>
        </>
      ) : (
        <>
          <div className="at-place" data-place="severity">
            <Menu
              label={t('review.severity', { severity: severityName(review.severity) })}
              aria-label={t('review.severity', { severity: severityName(review.severity) })}
              text={severityName(review.severity)}
              size="small"
              className={`review-menu ${step ? `severity severity-${step}` : ''}`}
              items={severities.map((severity) => ({
                id: severity || 'none',
                label: severityName(severity),
                keys: severityKey(severity),
                ticked: review.severity === severity,
                onSelect: () => void set('severity', severity),
              }))}
            />
          </div>
          <div className="at-place" data-place="state">
            <Menu
              label={t('review.state', { state: tValue('state', review.state) })}
              aria-label={t('review.state', { state: tValue('state', review.state) })}
              text={tValue('state', review.state)}
              size="small"
              className="review-menu"
              items={states.map((state) => ({
                id: state,
                label: tValue('state', state),
                keys: stateKeys[state],
                ticked: review.state === state,
                onSelect: () => void set('state', state),
              }))}
            />
          </div>
        </>
      )}
      {(['title', 'severity', 'state'] as const).map((path) => (
        <Undecided key={path} review={review} path={path} of={t(`history.field.${path}`)} />
      ))}
      <SpaceMark review={review} />
      {review.date && (
        <span className="review-date small ink-3">{formatDate(review.date, 'long')}</span>
      )}
    </Title>
  );
}

function Title({
  review,
  open,
  onOpen,
  readOnly,
  children,
}: {
  review: Review;
  open: boolean;
  onOpen: (open: boolean) => void;
  readOnly: boolean;
  children: React.ReactNode;
}) {
  const saved = useSavedText({
    review: review.ref,
    path: 'title',
    value: review.title,
    rev: review.rev,
  });
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    field.current?.focus();
    field.current?.select();
  }, [open]);
  const shown = tied(saved.text.trim()) || t('review.untitled');
  const close = () => {
    saved.onBlur();
    onOpen(false);
  };

  return (
    <>
      <Bar
        tight
        acts={<ReportMenu review={review.ref} />}
        title={
          <>
            <span className="mono ink-3">{review.ref}</span>
            <div className={`review-title ${open ? 'open' : ''}`} data-place="title">
              <h1 className={open ? 'unseen' : 'h2'}>
                {readOnly || open ? (
                  shown
                ) : (
                  <button
                    type="button"
                    ref={button}
                    className="value-button"
                    title={shown}
                    onClick={() => onOpen(true)}
                  >
                    {shown}
                  </button>
                )}
              </h1>
              {open && (
                <TextField
                  ref={field}
                  label={t('review.title')}
                  hideLabel
                  value={saved.text}
                  onChange={saved.onChange}
                  onBlur={close}
                  onKeyDown={(e) => {
                    if (e.key !== 'Enter' && e.key !== 'Escape') return;
                    e.preventDefault();
                    close();
                    window.setTimeout(() => button.current?.focus());
                  }}
                />
              )}
            </div>
          </>
        }
      >
        {children}
      </Bar>
      {(saved.error !== null || saved.conflict) && (
        <Note tone="warn">
          <SavedTextNotes saved={saved} />
        </Note>
      )}
    </>
  );
}
