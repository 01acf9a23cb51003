import { useEffect, useMemo, useState } from 'react';
import type { CauseTarget, Stance } from '../../backend';
import { clockOf, dateOf, formatDate, t, tAny } from '../../i18n';
import { Button, Dialog, Segment, TextArea } from '../../ui';
import { ActionDialog } from './ActionDialog';
import { KeyDialog } from './Legend';
import { PickDialog, type Pick } from './PickDialog';
import { Reader } from './Reader';
import { isCategory, type CauseTree } from './tree';
import type { CausesRoom } from './useCausesRoom';
import './overlays.css';

/** What floats above the causes while something is being chosen. */
export function Overlays({ room }: { room: CausesRoom }) {
  const close = () => room.setOverlay(null);
  switch (room.overlay) {
    case 'move':
      return <MovePicker room={room} onClose={close} />;
    case 'link':
      return <LinkPicker room={room} onClose={close} />;
    case 'evidence':
      return <EvidencePicker room={room} onClose={close} />;
    case 'category':
      return <CategoryPicker room={room} onClose={close} />;
    case 'paste':
      return <PasteDialog room={room} onClose={close} />;
    case 'action':
      return <ActionDialog room={room} onClose={close} />;
    case 'reader':
      return <Reader room={room} onClose={close} />;
    case 'key':
      return <KeyDialog onClose={close} />;
    default:
      return null;
  }
}

type Part = { room: CausesRoom; onClose: () => void };

/** M: another parent or category, by typing its words. */
function MovePicker({ room, onClose }: Part) {
  const { node, acts, tree } = room;
  const [targets, setTargets] = useState<CauseTarget[] | null>(null);
  const id = node?.id;
  useEffect(() => {
    let isHere = true;
    if (id !== undefined) {
      void acts.targets(id).then((list) => {
        if (isHere) setTargets(list ?? []);
      });
    }
    return () => {
      isHere = false;
    };
  }, [acts, id]);
  const mayBeSorted = node !== undefined && !isCategory(node);
  const picks = useMemo(() => {
    const places = (targets ?? []).map((x): Pick => {
      const to = tree.find(x.id);
      const strong = to !== undefined && (to.depth === 0 || isCategory(to));
      return { id: x.id, lead: x.number, label: x.label, aside: x.path, strong };
    });
    // Without a category to move it into, the usual ones are offered.
    if (!mayBeSorted || tree.categories.length > 0) return places;
    const group = t('causes.move.newCategory');
    return [...places, ...usualCategories(tree).map((p) => ({ ...p, id: newOne + p.id, group }))];
  }, [targets, tree, mayBeSorted]);
  if (!node || targets === null) return null;
  return (
    <PickDialog
      title={t('causes.move.title', { name: node.text })}
      hint={t('causes.move.hint')}
      picks={picks}
      free={
        mayBeSorted
          ? (text) => ({
              id: newOne + text,
              label: text,
              icon: 'plus',
              group: t('causes.move.newCategory'),
            })
          : undefined
      }
      onPick={(to) =>
        void (to.startsWith(newOne)
          ? acts.toNewCategory(node.id, to.slice(newOne.length))
          : acts.moveTo(node.id, to))
      }
      onClose={onClose}
    />
  );
}

/** Marks a pick that is a new category; no id begins like this. */
const newOne = '+';

/** L: a cause that this one also contributes to; picking it again ends the link. */
function LinkPicker({ room, onClose }: Part) {
  const { node, tree, acts } = room;
  if (!node) return null;
  const picks = tree.nodes
    .filter((n) => n.id !== node.id && n.depth > 0 && !isCategory(n) && n.id !== node.parent)
    .map((n): Pick => ({
      id: n.id,
      lead: n.number,
      label: n.text,
      icon: node.also?.includes(n.id) ? 'check' : undefined,
    }));
  return (
    <PickDialog
      title={t('causes.link.title', { name: node.text })}
      hint={t('causes.link.hint')}
      picks={picks}
      onPick={(to) => void acts.toggleLink(node, to)}
      onClose={onClose}
    />
  );
}

const stances: readonly Stance[] = ['supports', 'contradicts', 'context'];

/** E: an entry of the timeline that speaks for or against the cause. */
function EvidencePicker({ room, onClose }: Part) {
  const { node, review, acts } = room;
  const [stance, setStance] = useState<Stance>('supports');
  const attached = new Set(
    review.evidence.filter((e) => e.cause === node?.id).map((e) => e.entry ?? ''),
  );
  const picks = review.timeline
    .filter((e) => !attached.has(e.id))
    .map((e): Pick => ({
      id: e.id,
      lead: clockOf(e.at),
      label: e.text,
      group: dateOf(e.at) === '' ? undefined : formatDate(e.at),
    }));
  if (!node) return null;
  return (
    <PickDialog
      title={t('causes.evidence.title', { name: node.text })}
      hint={t('causes.evidence.hint')}
      picks={picks}
      onPick={(entry) => void acts.attach(node.id, entry, stance)}
      onClose={onClose}
    >
      <div className="pick-choice">
        <Segment
          label={t('causes.evidence.stance')}
          value={stance}
          options={stances.map((s) => ({ value: s, label: tAny(`causes.stance.${s}`) }))}
          onChange={setStance}
        />
      </div>
    </PickDialog>
  );
}

const categorySets = {
  software: [
    'people',
    'process',
    'tools',
    'application',
    'data',
    'infrastructure',
    'environment',
    'measurement',
  ],
  sixM: ['methods', 'machines', 'manpower', 'materials', 'measurements', 'milieu'],
} as const;

/** The usual categories that are not there yet. */
function usualCategories(tree: CauseTree): Pick[] {
  const there = new Set(tree.categories.map((c) => c.text.toLowerCase()));
  return Object.entries(categorySets).flatMap(([set, names]) =>
    names
      .map((name) => tAny(`causes.category.${name}`))
      .filter((label) => !there.has(label.toLowerCase()))
      .map((label): Pick => ({
        id: label,
        label,
        group: tAny(`causes.categories.${set}`),
        icon: 'plus',
      })),
  );
}

/** A new category: one of the usual ones, or any words. */
function CategoryPicker({ room, onClose }: Part) {
  const { tree, acts } = room;
  return (
    <PickDialog
      title={t('causes.category.title')}
      hint={t('causes.category.hint')}
      picks={usualCategories(tree)}
      free={(text) => ({ id: text, label: text, icon: 'plus', group: t('causes.category.own') })}
      onPick={(name) => void acts.addCategory(name)}
      onClose={onClose}
    />
  );
}

/** A list from elsewhere, for keyboards and engines that do not paste into a tree. */
function PasteDialog({ room, onClose }: Part) {
  const [text, setText] = useState('');
  const name = room.node?.text ?? room.tree.effect?.text ?? '';
  return (
    <Dialog title={t('causes.paste.title')} onClose={onClose}>
      <TextArea
        label={t('causes.paste.label', { name })}
        help={t('causes.paste.help')}
        rows={9}
        value={text}
        onChange={setText}
      />
      <div className="dialog-acts">
        <Button onClick={onClose}>{t('act.cancel')}</Button>
        <Button
          look="primary"
          className="safe"
          off={text.trim() === '' && t('causes.paste.nothing')}
          onClick={() => {
            onClose();
            void room.acts.paste(room.selected ?? '', text);
          }}
        >
          {t('causes.paste.do')}
        </Button>
      </div>
    </Dialog>
  );
}
