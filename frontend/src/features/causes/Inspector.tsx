import { useLayoutEffect, useRef } from 'react';
import {
  CommentsSign,
  PicturesAt,
  SavedTextNotes,
  Undecided,
  useHistoryItem,
  useSavedText,
} from '../../editing';
import { t, tAny, tn, tValue } from '../../i18n';
import {
  Icon,
  Keys,
  Menu,
  PaneHead,
  Section,
  Segment,
  useKeptCaret,
  type MenuItem,
} from '../../ui';
import { EvidenceList } from './EvidenceList';
import { classes, statuses } from './keys';
import { classIcons, classKeys } from './signs';
import { StatusSign } from './StatusSign';
import { isCategory, otherKind, type CauseNode } from './tree';
import { hasFacts } from './useCauseActs';
import type { CausesRoom } from './useCausesRoom';

/** Everything about the chosen cause, its words first. */
export function Inspector({ room }: { room: CausesRoom }) {
  const { node } = room;
  if (!node) {
    return (
      <>
        <PaneHead title={t('causes.inspector')} />
        <p className="small ink-3 cause-none">{t('causes.inspector.none')}</p>
      </>
    );
  }
  const kind = node.depth === 0 ? 'effect' : isCategory(node) ? 'category' : 'cause';
  return (
    <>
      <PaneHead title={tAny(`causes.kind.${kind}`)}>
        {node.number !== '' && <span className="mono ink-3">{node.number}</span>}
        <Undecided review={room.review} path={`causes/${node.id}`} />
        <CommentsSign review={room.review} path={`causes/${node.id}`} />
        <span className="grow" />
        {!room.readOnly && <More room={room} node={node} />}
      </PaneHead>
      <div className="scroll fade" key={node.id}>
        <div className="cause-words">
          <Words room={room} node={node} field="text" label={t('causes.text')} />
        </div>
        {hasFacts(node) && <Facts room={room} node={node} />}
        {node.children > 1 && !isCategory(node) && <Together room={room} node={node} />}
        {hasFacts(node) && <Therefore room={room} node={node} />}
        {hasFacts(node) && (
          <Section title={t('causes.note')}>
            <Words room={room} node={node} field="note" label={t('causes.note')} />
          </Section>
        )}
        <PicturesAt titled review={room.review} path={`causes/${node.id}`} />
        <ItsActions room={room} node={node} />
        <FromFactor room={room} node={node} />
      </div>
    </>
  );
}

type Part = { room: CausesRoom; node: CauseNode };

/** A text of the node, typed where it stands. */
function Words({ room, node, field, label }: Part & { field: 'text' | 'note'; label: string }) {
  const saved = useSavedText({
    review: room.review.ref,
    path: `causes/${node.id}/${field}`,
    value: node[field] ?? '',
    rev: room.picture.data?.rev ?? 0,
  });
  const hold = useKeptCaret(saved.text);
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const el = area.current;
    if (!el) return;
    el.style.height = '0';
    el.style.height = `${el.scrollHeight}px`;
  }, [saved.text]);
  return (
    <>
      <textarea
        ref={area}
        className={field === 'text' ? 'cause-field words' : 'cause-field'}
        aria-label={label}
        rows={1}
        placeholder={t(field === 'note' ? 'causes.note.hint' : 'causes.untitled')}
        readOnly={room.readOnly || room.review.causes.length === 0}
        value={saved.text}
        onChange={(e) => {
          hold(e);
          saved.onChange(e.target.value);
        }}
        onSelect={hold}
        onBlur={saved.onBlur}
        onKeyDown={(e) => {
          if (e.key === 'Escape' || (e.key === 'Enter' && field === 'text')) {
            e.preventDefault();
            saved.onBlur();
            room.focus('outline');
          }
        }}
      />
      <SavedTextNotes saved={saved} />
    </>
  );
}

function More({ room, node }: Part) {
  const items: MenuItem[] = [];
  const historyOf = useHistoryItem(room.review.ref);
  if (node.depth > 0) {
    items.push({
      id: 'move',
      label: t('causes.move'),
      icon: 'exchange',
      keys: 'm',
      onSelect: () => room.setOverlay('move'),
    });
  }
  const kind = otherKind(node);
  if (kind) {
    items.push({
      id: kind,
      label: t(kind === 'category' ? 'causes.makeCategory' : 'causes.makeCause'),
      icon: 'fishbone',
      keys: 'c',
      onSelect: () => void room.acts.move(node.id, kind),
    });
  }
  if (hasFacts(node)) {
    items.push({
      id: 'parent',
      label: t('causes.insertParent'),
      icon: 'fork',
      keys: 'Ctrl+Enter',
      onSelect: () => void room.addAndType('parent', node.id, 'outline'),
    });
    items.push({
      id: 'link',
      label: t('causes.link'),
      icon: 'link',
      keys: 'l',
      onSelect: () => room.setOverlay('link'),
    });
  }
  items.push({
    id: 'child',
    label: t('causes.addChild'),
    icon: 'plus',
    keys: 'Tab',
    onSelect: () => void room.addAndType('child', node.id, 'outline'),
  });
  items.push(historyOf(`causes/${node.id}`));
  if (node.depth === 0) {
    items.push({
      id: 'category',
      label: t('causes.newCategory'),
      icon: 'fishbone',
      onSelect: () => room.setOverlay('category'),
    });
  } else {
    items.push('line', {
      id: 'remove',
      label: t('causes.remove'),
      icon: 'trash',
      keys: 'Delete',
      destructive: true,
      onSelect: () => void room.acts.remove(node),
    });
  }
  return <Menu size="small" label={t('causes.more')} items={items} />;
}

/** Status, classes and evidence of a cause. */
function Facts({ room, node }: Part) {
  const { acts, readOnly } = room;
  return (
    <>
      <Section title={t('causes.status')} aside={<Keys keys="v" />}>
        {/* The radios inside take the focus. */}
        {/* eslint-disable-next-line jsx-a11y/interactive-supports-focus */}
        <div
          className="cause-picks"
          role="radiogroup"
          aria-label={t('causes.status')}
          onKeyDown={(e) => {
            const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
            if (by === undefined || readOnly) return;
            e.preventDefault();
            const at = statuses.findIndex((s) => s === node.status);
            const next = (Math.max(0, at) + by + statuses.length) % statuses.length;
            void acts.set(node.id, 'status', statuses[next]);
            e.currentTarget.querySelectorAll('button')[next]?.focus();
          }}
        >
          {statuses.map((s) => (
            <button
              key={s}
              type="button"
              className="cause-pick"
              role="radio"
              aria-checked={node.status === s}
              tabIndex={node.status === s ? 0 : -1}
              disabled={readOnly}
              onClick={() => void acts.set(node.id, 'status', s)}
            >
              <StatusSign status={s} />
              {tAny(`cause.pick.${s}`)}
            </button>
          ))}
        </div>
        <div className="sec-head cause-classes">
          <h3 className="label grow">{t('causes.class')}</h3>
          {classes.map((c) => {
            const key = classKeys[c];
            return key && <Keys key={c} keys={key} />;
          })}
        </div>
        <div className="cause-picks" role="group" aria-label={t('causes.class')}>
          {classes.map((c) => (
            <button
              key={c}
              type="button"
              className="cause-pick"
              aria-pressed={node.classes.includes(c)}
              disabled={readOnly}
              onClick={() => void acts.toggleClass(node, c)}
            >
              <Icon name={classIcons[c] ?? 'hexagon'} />
              {tAny(`cause.pick.${c}`)}
            </button>
          ))}
        </div>
      </Section>
      <EvidenceList room={room} node={node} />
    </>
  );
}

const verdicts = ['holds', 'breaks', 'open'] as const;

/** "This, therefore that": read aloud it holds, or a step is missing. */
function Therefore({ room, node }: Part) {
  let above = room.tree.parentOf(node.id);
  // A category is no event that something could follow from.
  while (above && isCategory(above)) above = room.tree.parentOf(above.id);
  if (!above) return null;
  return (
    <Section title={t('causes.check')}>
      <p className="small cause-therefore">
        {t('causes.check.sentence', { cause: node.text, effect: above.text })}
      </p>
      <Segment
        label={t('causes.check')}
        value={node.therefore ?? ''}
        options={verdicts.map((v) => ({ value: v, label: tAny(`causes.verdict.${v}`) }))}
        onChange={(v) => {
          if (!room.readOnly) void room.acts.set(node.id, 'therefore', v);
        }}
      />
    </Section>
  );
}

const gates = ['', 'and', 'or'] as const;

/** How the causes below work together. */
function Together({ room, node }: Part) {
  return (
    <Section title={tn('causes.gate', node.children)}>
      <Segment
        label={tn('causes.gate', node.children)}
        value={node.gate ?? ''}
        options={gates.map((g) => ({ value: g, label: tAny(`causes.gate.${g || 'none'}`) }))}
        onChange={(g) => {
          if (!room.readOnly) void room.acts.set(node.id, 'gate', g);
        }}
      />
    </Section>
  );
}

function FromFactor({ room, node }: Part) {
  const factor = room.review.factors.find((f) => f.id === node.factor);
  if (!factor) return null;
  return (
    <Section title={t('causes.factor')}>
      <a className="small" href={`#/reviews/${room.review.ref}/factors`}>
        {factor.text}
      </a>
    </Section>
  );
}

/** The actions that answer this cause. */
function ItsActions({ room, node }: Part) {
  const actions = room.review.actions.filter((a) => a.cause === node.id);
  if (actions.length === 0) return null;
  return (
    <Section title={t('review.tab.actions')}>
      <ul className="cause-actions">
        {actions.map((a) => (
          <li key={a.id}>
            <a href={`#/reviews/${room.review.ref}/actions?at=${a.id}`}>{a.title || a.ref}</a>{' '}
            <span className="meta">{tValue('action', a.status)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
