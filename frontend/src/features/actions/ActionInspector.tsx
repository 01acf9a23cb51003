import type { Ref } from 'react';
import type { Action, ActionKind, ActionStatus, Review, Strength } from '../../backend';
import { PicturesAt } from '../../editing';
import { dueWords, formatList, isDay, t, tAny, tValue } from '../../i18n';
import { Button, Icon, Menu, Section, SelectField, StrengthBars } from '../../ui';
import { Due, Overdue } from './Overdue';
import { SavedLine, SavedLines, WholeLine } from './fields';
import { PromiseFacts } from './PromiseFacts';
import { actionStates, dateStands, missingParts, stateIcon } from './states';
import type { ActionActs } from './useActionActs';

const kinds: readonly ActionKind[] = [
  '',
  'prevent',
  'detect',
  'mitigate',
  'respond',
  'investigate',
  'process',
];
const strengths: readonly Strength[] = ['', 'stronger', 'intermediate', 'weaker'];

/** Everything about one action, each part a field of its own. */
export function ActionInspector({
  review,
  action,
  acts,
  readOnly,
  stateRef,
  onState,
  onReplan,
  onDone,
}: {
  review: Review;
  action: Action;
  acts: ActionActs;
  readOnly: boolean;
  /** Around the menu of states, for its shortcut. */
  stateRef: Ref<HTMLDivElement>;
  /** Takes the action to a state, or asks first for what belongs to that. */
  onState: (to: ActionStatus) => void;
  /** Moves a date that is promised. */
  onReplan: () => void;
  /** A field is done: back to the list. */
  onDone: () => void;
}) {
  const path = (field: string) => `actions/${action.id}/${field}`;
  const common = { review, readOnly, onDone };
  const missing = missingParts(action);
  const roles = [...new Set(review.participants.map((p) => p.role).filter(Boolean))];
  const names = [...new Set(review.participants.map((p) => p.name ?? '').filter(Boolean))];
  // What somebody has promised is moved with a reason and not written anew.
  const fixed = dateStands(action);
  const word = tValue('action', action.status);

  return (
    // A new action gets fields of its own: no text may slip from one to the next.
    <div className="scroll action-about" key={action.id} data-place={`actions/${action.id}`}>
      <Section>
        <div className="action-head">
          <span className="mono meta grow">{action.ref}</span>
          {action.due && (
            <span className="meta num">
              <Due action={action} long />
            </span>
          )}
        </div>
        <SavedLines
          {...common}
          label={t('actions.title')}
          path={path('title')}
          value={action.title}
          oneLine
        />
        <Answers review={review} action={action} />
        <div className="action-state" ref={stateRef}>
          <span className="label">{t('actions.state')}</span>
          {readOnly ? (
            <span className="small">{word}</span>
          ) : (
            <Menu
              label={t('actions.state')}
              aria-label={t('actions.stateIs', { state: word })}
              icon={stateIcon(action.status)}
              text={word}
              items={actionStates.map((s) => ({
                id: s,
                label: tValue('action', s),
                icon: stateIcon(s),
                ticked: s === action.status,
                onSelect: () => onState(s),
              }))}
            />
          )}
          <Overdue action={action} />
        </div>
        {missing.length > 0 && (
          <p className="meta action-missing">
            <Icon name="info" />
            <span>
              {t('actions.missing', {
                parts: formatList(missing.map((m) => t(`actions.no.${m}`))),
              })}
            </span>
          </p>
        )}
        <PromiseFacts review={review} action={action} />
      </Section>
      <Section>
        <div className="action-fields">
          <SavedLine
            {...common}
            label={t('actions.owner')}
            help={t('actions.ownerHelp')}
            path={path('owner_role')}
            value={action.owner_role}
            options={roles}
          />
          <div className="action-name">
            <Icon name="lock" />
            <div className="grow">
              <WholeLine
                field="owner_name"
                label={t('actions.name')}
                help={t('actions.nameHelp')}
                value={action.owner_name ?? ''}
                rev={review.rev}
                options={names}
                seen={action.owner_actor ?? ''}
                save={(text, seen) => acts.put(action.id, 'owner_name', text, seen)}
                readOnly={readOnly}
                onDone={onDone}
              />
            </div>
          </div>
          <div className="at-place" data-place={path('due')}>
            {fixed ? (
              <div className="action-fixed" data-field="due">
                <span className="label field-label">{t('actions.due')}</span>
                <span className="num">{dueWords(action.due, 'long')}</span>
                {!readOnly && (
                  <Button look="text" onClick={onReplan}>
                    {t('actions.replan.move')}
                  </Button>
                )}
              </div>
            ) : (
              <WholeLine
                field="due"
                label={t('actions.due')}
                help={
                  action.due && !isDay(action.due) ? t('actions.dueOddHelp') : t('actions.dueHelp')
                }
                value={action.due}
                rev={review.rev}
                save={(text, seen) => acts.put(action.id, 'due', text, seen)}
                readOnly={readOnly}
                onDone={onDone}
              />
            )}
          </div>
        </div>
      </Section>
      <Section>
        <div className="action-fields">
          <SelectField
            label={t('actions.kind')}
            value={action.kind ?? ''}
            disabled={readOnly}
            options={kinds.map((k) => ({ value: k, label: tAny(`actionKind.${k || 'none'}`) }))}
            onChange={(k) => void acts.set(action.id, 'kind', k)}
          />
          <div className="action-strength">
            <SelectField
              label={t('actions.strength')}
              help={t('actions.strengthHelp')}
              value={action.strength ?? ''}
              disabled={readOnly}
              options={strengths.map((s) => ({ value: s, label: tValue('strength', s || 'none') }))}
              onChange={(s) => void acts.set(action.id, 'strength', s)}
            />
            {action.strength && (
              <StrengthBars
                strength={action.strength}
                label={t('actions.strengthIs', { strength: tValue('strength', action.strength) })}
              />
            )}
          </div>
        </div>
      </Section>
      <Section>
        <div className="action-fields">
          <SavedLines
            {...common}
            label={t('actions.criterion')}
            path={path('criterion')}
            value={action.criterion ?? ''}
          />
          <SavedLines
            {...common}
            label={t('actions.measure')}
            help={t('actions.measureHelp')}
            path={path('measure')}
            value={action.measure ?? ''}
          />
          <div className="action-change">
            <SavedLine
              {...common}
              label={t('actions.baseline')}
              path={path('baseline')}
              value={action.baseline ?? ''}
            />
            <SavedLine
              {...common}
              label={t('actions.target')}
              path={path('target')}
              value={action.target ?? ''}
            />
          </div>
          <SavedLines
            {...common}
            label={t('actions.text')}
            path={path('text')}
            value={action.text ?? ''}
            rows={4}
          />
          <SavedLine
            {...common}
            label={t('actions.tracker')}
            help={t('actions.trackerHelp')}
            path={path('tracker')}
            value={action.tracker ?? ''}
          />
        </div>
      </Section>
      <PicturesAt titled review={review} path={`actions/${action.id}`} />
    </div>
  );
}

/** The cause an action was made for. */
function Answers({ review, action }: { review: Review; action: Action }) {
  const cause = action.cause && review.causes.find((c) => c.id === action.cause);
  if (!cause) return null;
  return (
    <p className="small">
      <span className="ink-3">{t('actions.answers')} </span>
      <a href={`#/reviews/${review.ref}/causes?at=${cause.id}`}>
        {cause.text.trim() || t('causes.untitled')}
      </a>
    </p>
  );
}
