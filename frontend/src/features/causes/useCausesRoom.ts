import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSetting, WireError, type CausePlace, type CauseView, type Review } from '../../backend';
import { keepUnsaved, useAskedPart, useReadOnly } from '../../editing';
import { t } from '../../i18n';
import { showToast } from '../../ui';
import type { Extent, Size } from '../../painter';
import { levelSteps, stepLevel, type EditAct } from './keys';
import type { Place } from './place';
import { Ports } from './ports';
import {
  depthOf,
  holdsNothing,
  isOnlyBegun,
  levelsIn,
  treeOf,
  visibleRows,
  type CauseNode,
  type CauseTree,
} from './tree';
import { TypeAhead } from './typeAhead';
import { useCauseActs } from './useCauseActs';
import { useDrawn } from './useDrawn';
import { usePicture } from './usePicture';

export type Edit = { id: string; place: Place };
export type Overlay =
  'move' | 'link' | 'evidence' | 'category' | 'paste' | 'action' | 'reader' | 'key' | null;

/** Why words that were typed ahead of their field could not be kept in one. */
const noPlace = new WireError('cancelled', 'causes.typedAhead');

// The chosen cause of each review, so that leaving the step and coming back keeps it.
const remembered = new Map<string, string>();

/** The state of the screen: one tree, one selection, however it is shown. */
export function useCausesRoom(review: Review) {
  const readOnly = useReadOnly();
  const [viewSetting, setView] = useSetting('causes.view', 'fishbone');
  const view: CauseView = viewSetting === 'whys' ? 'whys' : 'fishbone';
  // Until somebody chooses, a fishbone too large to be read whole is cut to a level that fits.
  const [chosenLevel, setLevel] = useState<number | null>(null);
  const [canvas, setCanvas] = useState<Size | null>(null);
  const [extent, setExtent] = useState<Extent>('readable');
  const drawn = useDrawn(review, view, chosenLevel, canvas);
  const picture = usePicture(review.ref, drawn);
  const level = chosenLevel ?? drawn?.level ?? 0;
  const nodes = picture.data?.nodes;
  const tree = useMemo(() => treeOf(nodes ?? []), [nodes]);
  const rows = useMemo(() => visibleRows(tree.nodes), [tree]);

  const [wanted, setWanted] = useState<string | null | undefined>(() => remembered.get(review.ref));
  const [edit, setEdit] = useState<Edit | null>(null);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [typeAhead] = useState(
    () => new TypeAhead((text) => keepUnsaved({ review: review.ref, text, error: noPlace })),
  );
  useEffect(() => () => typeAhead.drop(), [typeAhead]);

  const [ports] = useState(() => new Ports());
  const aside = picture.data?.asides.find((a) => a.id === wanted);
  const inTree = useSelected(tree, wanted);
  // What stands beside the tree is chosen there, and nothing in the tree with it.
  const selected = aside ? null : inTree;
  const select = useCallback(
    (id: string | null | undefined, takeFocus = false) => {
      setWanted(id);
      if (takeFocus) ports.focus('outline');
      if (id) remembered.set(review.ref, id);
      setEdit((e) => (e?.id === id ? e : null));
    },
    [review.ref, ports],
  );
  const acts = useCauseActs(review, tree, select);
  // A link from elsewhere ("…/causes?at=id") chooses its cause.
  useAskedPart((id) => select(id));
  const node = tree.find(selected);
  // A cause beyond the cut is chosen: from here on all are drawn.
  if (chosenLevel === null && level > 0 && (levelsIn(tree).get(selected ?? '') ?? 0) > level) {
    setLevel(0);
  }

  const focus = useCallback((place: Place) => ports.focus(place), [ports]);

  /** Makes a cause and goes on typing in it. */
  const addAndType = useCallback(
    async (where: CausePlace, anchor: string, place: Place, waiting = '') => {
      typeAhead.hold(waiting);
      const made = await acts.add(anchor, where);
      if (!made) {
        typeAhead.drop();
        return;
      }
      select(made.id);
      setEdit({ id: made.id, place });
    },
    [acts, select, typeAhead],
  );

  /** The cause whose editor was left last, by a key. */
  const leftAt = useRef<string | null>(null);

  /** Answers a key of the editor. `text` is what stands in it. */
  const onEditAct = useCallback(
    (act: EditAct, at: Edit, text: string, waiting = '') => {
      const here = tree.find(at.id);
      const isLeft = act === 'leave' || act === 'previous' || act === 'next' || act === 'remove';
      const beside = rows.findIndex((n) => n.id === at.id);
      // Typing goes on in what was moved, unless it was left while that was being stored.
      const moveOn = (how: 'in' | 'out' | 'up' | 'down') => {
        void acts.move(at.id, how).then(() => {
          if (leftAt.current !== at.id) setEdit(at);
        });
      };
      leftAt.current = isLeft || act === 'switch' ? at.id : null;
      switch (act) {
        case 'after':
        case 'before':
        case 'parent': {
          // The first cause stands there empty, waiting for its words.
          const only = here?.depth === 0 ? tree.childrenOf(here.id)[0] : undefined;
          if (here && isOnlyBegun(here, text, tree, review)) {
            // The effect is as the title says: it is written down with the first cause.
            void acts.discard(at.id);
            void addAndType('child', '', at.place, waiting);
            return;
          }
          if (only && only.text === '' && only.children === 0) {
            setWanted(only.id);
            setEdit({ id: only.id, place: at.place });
            return;
          }
          void addAndType(
            act === 'after' && here?.depth === 0 ? 'child' : act,
            at.id,
            at.place,
            waiting,
          );
          return;
        }
        case 'in':
          if (here && tree.childrenOf(here.parent)[0]?.id === at.id) {
            showToast({ icon: 'info', text: t('causes.in.first'), topic: 'move' });
            return;
          }
          moveOn(act);
          return;
        case 'out':
        case 'up':
        case 'down':
          moveOn(act);
          return;
        case 'switch':
          setEdit(null);
          focus(at.place === 'outline' ? 'drawing' : 'outline');
          break;
        case 'previous':
        case 'next': {
          const to = rows[beside + (act === 'next' ? 1 : -1)];
          if (!to) return;
          setWanted(to.id);
          setEdit({ id: to.id, place: at.place });
          break;
        }
        default:
          setEdit(null);
          focus(at.place);
      }
      // A cause nobody wrote anything into was never one.
      if (here && isOnlyBegun(here, text, tree, review)) {
        void acts.discard(at.id);
      } else if (here && text.trim() === '' && holdsNothing(here, review)) {
        void acts.discard(at.id);
        if (isLeft && act !== 'next' && act !== 'previous') {
          const to = rows[beside - 1];
          if (to) select(to.id);
        }
      } else if (act === 'remove' && here && here.depth > 0) {
        void acts.remove(here);
      }
    },
    [acts, addAndType, focus, review, rows, select, tree],
  );

  /** The focus left the editor: what is empty goes, what is typed is saved already. */
  const onLeftEditor = useCallback(
    (at: Edit, text: string) => {
      setEdit((e) => (e?.id === at.id ? null : e));
      const here = tree.find(at.id);
      if (!here) return;
      const isEmpty = text.trim() === '' && holdsNothing(here, review);
      if (isEmpty || isOnlyBegun(here, text, tree, review)) void acts.discard(at.id);
    },
    [acts, review, tree],
  );

  /** A list pasted while typing becomes causes beside the one being typed. */
  const pasteInEditor = useCallback(
    async (at: CauseNode, text: string) => {
      // The effect may go with its first, empty cause: it is found by its place.
      const parent = at.depth <= 1 ? '' : at.parent;
      setEdit(null);
      if (at.text.trim() === '' && holdsNothing(at, review)) await acts.discard(at.id);
      await acts.paste(parent, text);
      focus('outline');
    },
    [acts, focus, review],
  );

  const onCanvas = useCallback(
    (now: Size) =>
      setCanvas((was) => (was?.width === now.width && was.height === now.height ? was : now)),
    [],
  );
  const levels = depthOf(tree);
  const steps = levelSteps(levels, view === 'fishbone' && tree.categories.length > 0);
  return {
    review,
    readOnly,
    view,
    setView,
    level,
    steps,
    stepLevel: (by: 1 | -1) => setLevel(stepLevel(steps, level, by)),
    showAllLevels: () => setLevel(0),
    /** How many levels of causes there are. */
    levels,
    setCanvas: onCanvas,
    /** How much of the drawing is seen. */
    extent,
    setExtent,
    picture,
    tree,
    rows,
    selected,
    /** Somebody chose it; else it is the first cause. */
    isChosen: wanted !== undefined,
    node,
    /** The chosen one of what held and of luck. */
    aside,
    select,
    edit,
    setEdit,
    overlay,
    setOverlay,
    typeAhead,
    acts,
    addAndType,
    onEditAct,
    onLeftEditor,
    pasteInEditor,
    ports,
    focus,
  };
}

export type CausesRoom = ReturnType<typeof useCausesRoom>;

/**
 * The node that is chosen: the wanted one, or while it is not there (yet, or any
 * more) the nearest that stood above it; at first the first cause.
 */
function useSelected(tree: CauseTree, wanted: string | null | undefined): string | null {
  // The way from the last chosen node up to the effect.
  const [trail, setTrail] = useState<readonly string[]>([]);
  if (wanted === null) return null;
  const found = wanted === undefined ? undefined : tree.find(wanted);
  const kept = trail.find((id) => tree.find(id));
  const selected =
    found?.id ?? kept ?? tree.nodes.find((n) => n.kind === 'cause')?.id ?? tree.effect?.id ?? null;
  const way: string[] = [];
  for (let n = tree.find(selected); n; n = tree.parentOf(n.id)) way.push(n.id);
  if (way.join() !== trail.join()) setTrail(way);
  return selected;
}
