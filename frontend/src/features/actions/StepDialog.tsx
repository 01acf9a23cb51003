import { useId, useRef, useState, type ReactNode } from 'react';
import {
  parseError,
  type Action,
  type ActionStatus,
  type ActionStep,
  type Review,
} from '../../backend';
import { flushTexts, sentenceOf, useKeptLine } from '../../editing';
import { dueWords, t, tAny } from '../../i18n';
import { Button, Dialog, Icon, TextArea, TextField } from '../../ui';
import { lackingParts, type MissingPart, type StepKind } from './states';
import type { ActionActs } from './useActionActs';

/** A step that a person is asked about. */
export type AskedStep = { kind: StepKind; to: ActionStatus | '' };

type Props = {
  review: Review;
  action: Action;
  step: AskedStep;
  acts: ActionActs;
  onClose: () => void;
  /** Closes and goes to a field of the action. */
  onField: (name: string) => void;
};

/** Asks for what belongs to a step of an action, and takes it. */
export function StepDialog(props: Props) {
  switch (props.step.kind) {
    case 'commit':
      return <CommitDialog {...props} />;
    case 'verify':
      return <VerifyDialog {...props} />;
    case 'decline':
      return <DeclineDialog {...props} />;
    case 'replan':
      return <ReplanDialog {...props} />;
  }
}

const first = { autoFocus: true };
const partFields: Record<MissingPart, string> = {
  owner: 'owner_role',
  due: 'due',
  criterion: 'criterion',
  measure: 'measure',
};
const shown = (action: Action): Record<MissingPart, string> => ({
  owner: action.owner,
  due: action.due && dueWords(action.due, 'long'),
  criterion: action.criterion ?? '',
  measure: [action.measure, action.target].filter(Boolean).join(' → '),
});

/** What is wrong, by the name of the field; '' for what belongs to none. */
type Wrong = Partial<Record<string, string>>;

function useStep({ action, acts, step, onClose }: Props) {
  const [wrong, setWrong] = useState<Wrong>({});
  const busy = useRef(false);
  async function take(rest: Partial<ActionStep>, done: () => void) {
    if (busy.current) return;
    busy.current = true;
    try {
      await flushTexts();
      await acts.step(action.id, action.status, { to: step.to, ...rest });
      done();
      onClose();
    } catch (e) {
      const { fields } = parseError(e);
      setWrong(
        fields.length > 0
          ? Object.fromEntries(fields.map((f) => [f.name, tAny(f.key, f.params)]))
          : { '': sentenceOf(e) },
      );
    } finally {
      busy.current = false;
    }
  }
  return { wrong, take };
}

/** The frame: title, what it means, fields, and the acts. */
function Frame({
  title,
  lead,
  act,
  off,
  wrong,
  onTake,
  onClose,
  children,
}: {
  title: string;
  lead: string;
  act: string;
  off?: string | false | undefined;
  wrong?: string | undefined;
  onTake: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="small ink-2">{lead}</p>
      <form
        className="action-step"
        onSubmit={(e) => {
          e.preventDefault();
          if (!off) onTake();
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
          <Button className="safe" look="primary" type="submit" off={off}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Agrees({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="action-agrees small">
      <input type="checkbox" checked={on} onChange={() => onChange(!on)} {...first} />
      <span>{t('actions.step.agrees')}</span>
    </label>
  );
}

/** What is promised, part by part; what is missing leads to its field. */
function CommitDialog(props: Props) {
  const { action, onClose, onField } = props;
  const { wrong, take } = useStep(props);
  const [agrees, setAgrees] = useState(false);
  const missing = lackingParts(action);
  const words = shown(action);
  const problems = [...new Set(Object.values(wrong))].join(' ');
  return (
    <Frame
      title={t('actions.commit.title')}
      lead={t('actions.commit.lead')}
      act={t('actions.commit.act')}
      off={
        missing.length > 0
          ? t('actions.commit.needsParts')
          : !agrees && t('actions.commit.needsOwner')
      }
      wrong={problems}
      onTake={() => void take({ accepted: true }, () => undefined)}
      onClose={onClose}
    >
      <ul className="action-parts" aria-label={t('actions.commit.parts')}>
        {(Object.keys(partFields) as MissingPart[]).map((part) => (
          <li key={part}>
            <Icon name={missing.includes(part) ? 'ring' : 'check'} />
            <span className="label">{t(`actions.part.${part}`)}</span>
            {missing.includes(part) ? (
              <Button
                look="text"
                aria-label={t('actions.commit.writePart', { part: t(`actions.part.${part}`) })}
                onClick={() => onField(partFields[part])}
              >
                {t('actions.commit.write')}
              </Button>
            ) : (
              <span className="small">{words[part]}</span>
            )}
          </li>
        ))}
      </ul>
      {missing.length === 0 && <Agrees on={agrees} onChange={setAgrees} />}
    </Frame>
  );
}

function VerifyDialog(props: Props) {
  const { review, action, onClose } = props;
  const { wrong, take } = useStep(props);
  const proof = useKeptLine(review.ref, `action.proof.${action.id}`);
  const [role, setRole] = useState(action.verifier_role ?? '');
  const roles = rolesOf(review).filter((r) => r !== action.owner_role);
  return (
    <Frame
      title={t('actions.verify.title')}
      lead={
        action.look_on
          ? t('actions.verify.from', { day: dueWords(action.look_on, 'long') })
          : t('actions.verify.lead')
      }
      act={t('actions.verify.act')}
      wrong={wrong[''] ?? wrong.verified_on ?? wrong.status}
      onTake={() =>
        void take(
          { fields: { verifier_role: role.trim(), proof: (proof.text || action.proof) ?? '' } },
          () => proof.put(''),
        )
      }
      onClose={onClose}
    >
      <RoleField
        label={t('actions.verify.role')}
        help={t('actions.verify.roleHelp')}
        wrong={wrong.verifier_role}
        value={role}
        roles={roles}
        onChange={setRole}
        begins
      />
      <TextArea
        label={t('actions.verify.proof')}
        help={action.measure || undefined}
        wrong={wrong.proof}
        rows={4}
        value={proof.text || (action.proof ?? '')}
        onChange={proof.put}
      />
    </Frame>
  );
}

function DeclineDialog(props: Props) {
  const { review, action, onClose } = props;
  const { wrong, take } = useStep(props);
  const why = useKeptLine(review.ref, `action.declined.${action.id}`);
  const [by, setBy] = useState(action.declined_by ?? '');
  const grave = review.severity === 'SEV1' || review.severity === 'SEV2';
  return (
    <Frame
      title={t('actions.decline.title')}
      lead={t('actions.decline.lead')}
      act={t('actions.decline.act')}
      wrong={wrong['']}
      onTake={() =>
        void take(
          {
            fields: {
              declined_because: (why.text || action.declined_because) ?? '',
              declined_by: by.trim(),
            },
          },
          () => why.put(''),
        )
      }
      onClose={onClose}
    >
      <TextArea
        label={t('actions.decline.why')}
        wrong={wrong.declined_because}
        rows={3}
        value={why.text || (action.declined_because ?? '')}
        onChange={why.put}
        {...first}
      />
      <RoleField
        label={t('actions.decline.by')}
        help={grave ? t('actions.decline.byGrave', { severity: review.severity }) : undefined}
        wrong={wrong.declined_by}
        value={by}
        roles={rolesOf(review)}
        onChange={setBy}
      />
    </Frame>
  );
}

function ReplanDialog(props: Props) {
  const { review, action, onClose } = props;
  const { wrong, take } = useStep(props);
  const why = useKeptLine(review.ref, `action.replan.${action.id}`);
  const [day, setDay] = useState('');
  const [agrees, setAgrees] = useState(false);
  return (
    <Frame
      title={t('actions.replan.title')}
      lead={t('actions.replan.lead', { due: dueWords(action.due, 'long') })}
      act={t('actions.replan.act')}
      off={(day.trim() === '' || why.text.trim() === '') && t('actions.replan.needs')}
      wrong={wrong['']}
      onTake={() =>
        void take({ fields: { due: day.trim() }, because: why.text, accepted: agrees }, () =>
          why.put(''),
        )
      }
      onClose={onClose}
    >
      <TextField
        label={t('actions.replan.day')}
        help={t('actions.replan.dayHelp')}
        wrong={wrong.due}
        value={day}
        onChange={setDay}
        {...first}
      />
      <TextArea label={t('actions.replan.why')} rows={3} value={why.text} onChange={why.put} />
      <label className="action-agrees small">
        <input type="checkbox" checked={agrees} onChange={() => setAgrees(!agrees)} />
        <span>{t('actions.replan.agrees')}</span>
      </label>
    </Frame>
  );
}

const rolesOf = (review: Review) =>
  [
    ...new Set([...review.participants, ...review.timeline].map((p) => p.role).filter(Boolean)),
  ] as string[];

function RoleField({
  label,
  help,
  wrong,
  value,
  roles,
  onChange,
  begins = false,
}: {
  label: string;
  help?: string | undefined;
  wrong?: string | undefined;
  value: string;
  roles: readonly string[];
  onChange: (value: string) => void;
  /** The keyboard begins here. */
  begins?: boolean;
}) {
  const list = useId();
  return (
    <>
      <TextField
        label={label}
        help={help}
        wrong={wrong}
        value={value}
        onChange={onChange}
        list={list}
        {...(begins ? first : {})}
      />
      <datalist id={list}>
        {roles.map((r) => (
          <option key={r} value={r} />
        ))}
      </datalist>
    </>
  );
}
