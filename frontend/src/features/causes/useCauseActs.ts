import { useEffect, useId, useMemo, useRef } from 'react';
import {
  parseError,
  useBackend,
  type Added,
  type Cause,
  type CauseField,
  type CauseMove,
  type CausePlace,
  type CauseView,
  type Review,
  type Stance,
} from '../../backend';
import { flushTexts, useListWrite } from '../../editing';
import { t, tAny, tn } from '../../i18n';
import { showToast } from '../../ui';
import { copyPicture } from './copyPicture';
import { nextAside, nextStatus, toggledClass } from './keys';
import { isCause, lastChild, type CauseNode, type CauseTree } from './tree';

/** Everything that changes the causes of a review. Writes go one after the other. */
export function useCauseActs(
  review: Review,
  tree: CauseTree,
  select: (id: string | undefined, takeFocus?: boolean) => void,
) {
  const backend = useBackend();
  const origin = useId();
  const writeList = useListWrite(review);
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const now = useRef({ review, tree, select });
  useEffect(() => {
    now.current = { review, tree, select };
  });

  return useMemo(() => {
    const { ref } = review;
    function run<T>(work: () => Promise<T>): Promise<T | null> {
      const next = line.current.then(work).catch((e: unknown) => {
        const error = parseError(e);
        if (error.code !== 'cancelled') {
          showToast({ tone: 'warn', text: tAny(error.key, error.params) });
        }
        return null;
      });
      line.current = next;
      return next;
    }
    // Until something is written the effect is the title of the review and has no id of its own.
    const stored = (id: string) =>
      now.current.review.causes.some((c) => c.id === id) || now.current.tree.nodes.length > 1
        ? id
        : '';
    const set = (id: string, field: CauseField, value: unknown) =>
      run(() => backend.causes.set(ref, id, field, JSON.stringify(value), origin));
    /** Changes a list of a node as it is when the write has its turn. */
    const change = (
      node: CauseNode,
      field: 'classes' | 'also',
      next: (now: readonly string[]) => readonly string[],
    ) =>
      run(() =>
        writeList(
          `causes/${node.id}/${field}`,
          // A cause that was made a moment ago may be in the drawing alone.
          (r) => (r.causes.find((c) => c.id === node.id) ?? node)[field] ?? [],
          next,
          (list) => backend.causes.set(ref, node.id, field, JSON.stringify(list), origin),
        ),
      );
    async function follow(done: Promise<Added | null>) {
      const made = await done;
      if (made?.id) now.current.select(made.id);
      return made;
    }

    const acts = {
      add: async (anchor: string, where: CausePlace) => {
        const node = now.current.tree.find(anchor);
        if (where === 'child' && node?.folded) await set(anchor, 'folded', false);
        return run(async () => {
          // First the words of the one before it: calls may overtake each other, and
          // only what follows at once is one step with the cause it was typed into.
          await flushTexts();
          return backend.causes.add(ref, stored(anchor), where, '', origin);
        });
      },
      addCategory: (text: string) =>
        follow(run(() => backend.causes.addCategory(ref, text, origin))),
      /** Moves a cause into a category that is made for it, as one step. */
      toNewCategory: (id: string, name: string) =>
        follow(run(() => backend.causes.add(ref, id, 'category', name, origin))),
      move: (id: string, how: CauseMove) =>
        follow(run(() => backend.causes.move(ref, id, how, origin))),
      moveTo: (id: string, parent: string) =>
        follow(
          run(() => {
            const after = lastChild(now.current.tree, parent, id);
            return backend.causes.moveTo(ref, id, parent, after, origin);
          }),
        ),
      targets: (id: string) => run(() => backend.causes.targets(ref, id)),
      /** Takes an empty cause away again without a word. */
      discard: (id: string) => run(() => backend.causes.discard(ref, id, origin)),
      remove: async (node: CauseNode) => {
        const { tree: before } = now.current;
        const gone = before.nodes
          .slice(before.nodes.indexOf(node))
          .slice(0, node.below + 1)
          .map((n) => n.id);
        const done = await follow(run(() => backend.causes.remove(ref, node.id, origin)));
        if (!done) return;
        const name = node.text.trim() || t('causes.untitled');
        showToast({
          icon: 'trash',
          text:
            node.below > 0
              ? tn('causes.removedWith', node.below, { name })
              : t('causes.removed', { name }),
          undo: () => void acts.bringBack(node.id, gone, done.rev),
        });
      },
      /** Undoes the removal; after other steps it restores what was removed instead. */
      bringBack: async (id: string, gone: readonly string[], rev: number) => {
        await flushTexts();
        const back = await run(async () => {
          // The page may not have heard of the removal yet; that is no other step.
          if (now.current.review.rev <= rev) return backend.records.undo(ref, origin);
          for (const each of gone) {
            await backend.reviews.restorePart(ref, `causes/${each}`, origin);
          }
          return true;
        });
        if (back) now.current.select(id, true);
      },
      set,
      cycleStatus: (node: CauseNode) => set(node.id, 'status', nextStatus(node.status)),
      /** Turns a cause into what held, that into luck, and luck into a cause again. */
      cycleAside: async (node: Cause, below: number) => {
        if (below > 0) {
          showToast({ icon: 'info', text: t('causes.aside.hasBelow'), topic: 'aside' });
          return;
        }
        const kind = nextAside(node.kind);
        const done = await set(node.id, 'kind', kind);
        if (!done) return;
        now.current.select(node.id);
        const name = node.text.trim() || t('causes.untitled');
        showToast({ text: tAny(`causes.aside.to.${kind}`, { name }), topic: 'aside' });
      },
      addAction: async (title: string, cause: string) => {
        const made = await backend.reviews.addPart(
          ref,
          'actions',
          JSON.stringify({ title, cause }),
          '',
          origin,
        );
        showToast({
          text: t('causes.action.added', { title }),
          act: {
            label: t('undo.show'),
            run: () => window.location.assign(`#/reviews/${ref}/actions?at=${made.id}`),
          },
        });
      },
      toggleClass: (node: CauseNode, name: string) =>
        change(node, 'classes', (now) => toggledClass(now, name)),
      fold: (node: CauseNode) => set(node.id, 'folded', !node.folded),
      toggleLink: (node: CauseNode, to: string) =>
        change(node, 'also', (now) =>
          now.includes(to) ? now.filter((x) => x !== to) : [...now, to],
        ),
      paste: (anchor: string, text: string) =>
        follow(run(() => backend.causes.pasteOutline(ref, stored(anchor), text, origin))),
      fromFactors: async (count: number) => {
        const made = await run(() => backend.causes.fromFactors(ref, origin));
        if (!made) return;
        now.current.select(made.id || undefined, true);
        showToast({ icon: 'fishbone', text: tn('factors.causesMade', count) });
      },
      attach: (cause: string, entry: string, stance: Stance) =>
        run(() =>
          backend.reviews.addPart(
            ref,
            'evidence',
            JSON.stringify({ cause, entry, kind: 'timeline', stance }),
            '',
            origin,
          ),
        ),
      setStance: (evidence: string, stance: Stance) =>
        run(() =>
          backend.reviews.setField(
            ref,
            `evidence/${evidence}/stance`,
            JSON.stringify(stance),
            origin,
          ),
        ),
      detach: async (evidence: string) => {
        const path = `evidence/${evidence}`;
        const done = await run(() => backend.reviews.removePart(ref, path, origin));
        if (!done) return;
        showToast({
          text: t('causes.evidence.removed'),
          undo: () => void run(() => backend.reviews.restorePart(ref, path, origin)),
        });
      },
      exportAs: async (view: CauseView, format: string, scale = 2) => {
        await flushTexts();
        const file = await run(() => backend.causes.exportView(ref, view, format, scale));
        if (file?.path) {
          const name = file.path.split(/[\\/]/).at(-1) ?? file.path;
          showToast({ text: t('causes.exported', { name }) });
        }
      },
      sizes: (view: CauseView) => run(() => backend.causes.sizes(ref, view)),
      copyPicture: async (view: CauseView) => {
        const drawn = flushTexts().then(() => backend.causes.picture(ref, view, 2));
        const done = await run(async () => {
          await copyPicture(drawn);
          return true;
        });
        if (done) showToast({ icon: 'check', text: t('causes.copied') });
      },
    };
    return acts;
    // The newest record and tree are read through the ref.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [backend, origin, review.ref, writeList]);
}

export type CauseActs = ReturnType<typeof useCauseActs>;

/** Whether a node has a status, classes and evidence. */
export function hasFacts(node: CauseNode | undefined): node is CauseNode {
  return node !== undefined && isCause(node);
}
