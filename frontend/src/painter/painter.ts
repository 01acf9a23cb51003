import { glide, glideLimit, type Move } from './glide';
import { markOf, placeOf, sameMark, tagOf, type Mark } from './marks';
import { staying } from './order';
import { roles, type Scene, type SceneItem } from './scene';

const svgSpace = 'http://www.w3.org/2000/svg';

/** How many elements a scene made the page add, change, move in order, and drop. */
export type Touched = { added: number; changed: number; reordered: number; removed: number };

/** An item in the page; `classes` is what its element has now. */
type Painted = { item: SceneItem; mark: Mark; element: SVGElement; classes: string };
type Change = { painted: Painted; item: SceneItem; mark: Mark };

/** States a node can be shown in; they are classes "is-…" on its elements. */
export type NodeState = 'on' | 'over' | 'target' | 'drop' | 'moved';

/**
 * Paints scenes into one group of an <svg> and touches only what is another in
 * the next scene. It knows items, roles and names of styles, and nothing of what
 * they stand for; colours are the style sheet's. An item that is the very same
 * object as in the scene before is not looked at again.
 */
export class ScenePainter {
  private readonly group: SVGGElement;
  /** In painting order. */
  private painted: Painted[] = [];
  private byNode = new Map<string, Set<Painted>>();
  private glyphs: Scene['glyphs'] = {};
  private kind = '';
  private readonly states = new Map<NodeState, ReadonlySet<string>>();
  private gliding: readonly Animation[] = [];

  constructor(group: SVGGElement) {
    this.group = group;
  }

  /** Shows a scene. */
  paint(scene: Scene): Touched {
    const touched: Touched = { added: 0, changed: 0, reordered: 0, removed: 0 };
    if (scene.kind !== this.kind) this.clear(touched);
    const isFirst = this.painted.length === 0;
    const otherSigns = scene.glyphs !== this.glyphs;
    this.kind = scene.kind;
    this.glyphs = scene.glyphs;

    const { items } = scene;
    const old = this.painted;
    // What stays at both ends is most of a drawing; only what is between is put in order.
    const goesOn = (painted: Painted | undefined, item: SceneItem | undefined) =>
      painted !== undefined &&
      item !== undefined &&
      (painted.item === item || (painted.item.id === item.id && painted.mark.tag === tagOf(item)));
    const shorter = Math.min(old.length, items.length);
    let head = 0;
    while (head < shorter && goesOn(old[head], items[head])) head += 1;
    let tail = 0;
    while (tail < shorter - head && goesOn(old.at(-1 - tail), items.at(-1 - tail))) tail += 1;

    const changes: Change[] = [];
    const look = (painted: Painted, item: SceneItem) => {
      if (painted.item === item && !(otherSigns && item.k === 'glyph')) return;
      const mark = markOf(item, this.glyphs);
      const isSame =
        sameMark(painted.mark, mark) &&
        painted.item.node === item.node &&
        painted.item.to === item.to;
      if (isSame) painted.item = item;
      else changes.push({ painted, item, mark });
    };
    const next: Painted[] = [];
    for (let i = 0; i < head; i += 1) this.keep(next, old[i], items[i], look);
    this.between(old.slice(head, old.length - tail), items.slice(head, items.length - tail), {
      before: old.at(old.length - tail)?.element ?? null,
      next,
      look,
      touched,
    });
    for (let i = tail; i > 0; i -= 1) this.keep(next, old.at(-i), items.at(-i), look);
    this.painted = next;

    touched.changed = changes.length;
    const isSmall = changes.length <= glideLimit.changes && items.length <= glideLimit.items;
    this.carryOut(changes, !isFirst && isSmall);
    return touched;
  }

  /** Shows these nodes in a state, and no others. */
  setState(state: NodeState, nodes: Iterable<string>) {
    const next = new Set(nodes);
    const before = this.states.get(state) ?? new Set<string>();
    this.states.set(state, next);
    for (const node of new Set([...before, ...next])) {
      if (before.has(node) === next.has(node)) continue;
      for (const painted of this.byNode.get(node) ?? []) this.classify(painted);
    }
  }

  destroy() {
    this.stopGliding();
    this.group.replaceChildren();
  }

  private keep(
    next: Painted[],
    painted: Painted | undefined,
    item: SceneItem | undefined,
    look: (painted: Painted, item: SceneItem) => void,
  ) {
    if (!painted || !item) return;
    look(painted, item);
    next.push(painted);
  }

  /**
   * Makes, drops and puts into painting order what stands between two ends that
   * stay, with as few moves in the page as can be.
   */
  private between(
    old: readonly Painted[],
    items: readonly SceneItem[],
    to: {
      before: Element | null;
      next: Painted[];
      look: (painted: Painted, item: SceneItem) => void;
      touched: Touched;
    },
  ) {
    const places = new Map(old.map((painted, i) => [painted.item.id, i]));
    const from = items.map((item) => {
      const place = places.get(item.id) ?? -1;
      // Another kind of element is made anew, whatever its id.
      return place >= 0 && old[place]?.mark.tag === tagOf(item) ? place : -1;
    });
    const kept = new Set(from);
    old.forEach((painted, i) => {
      if (!kept.has(i)) this.forget(painted, to.touched);
    });
    const here = items.map((item, i) => {
      const painted = old[from[i] ?? -1];
      if (!painted) {
        to.touched.added += 1;
        return this.make(item);
      }
      to.look(painted, item);
      return painted;
    });
    const stay = staying(from);
    let next = to.before;
    for (let i = here.length - 1; i >= 0; i -= 1) {
      const element = here[i]?.element;
      if (!element) continue;
      if (!stay.has(i)) {
        this.group.insertBefore(element, next);
        if ((from[i] ?? -1) >= 0) to.touched.reordered += 1;
      }
      next = element;
    }
    for (const painted of here) to.next.push(painted);
  }

  private clear(touched: Touched) {
    for (const painted of this.painted) this.forget(painted, touched);
    this.painted = [];
  }

  private forget(painted: Painted, touched: Touched) {
    painted.element.remove();
    this.unlink(painted);
    touched.removed += 1;
  }

  private link(painted: Painted) {
    for (const node of [painted.item.node, painted.item.to]) {
      if (node === undefined) continue;
      const all = this.byNode.get(node) ?? new Set();
      this.byNode.set(node, all.add(painted));
    }
  }

  private unlink(painted: Painted) {
    for (const node of [painted.item.node, painted.item.to]) {
      if (node !== undefined) this.byNode.get(node)?.delete(painted);
    }
  }

  private make(item: SceneItem): Painted {
    const mark = markOf(item, this.glyphs);
    const element = document.createElementNS(svgSpace, mark.tag);
    for (const [name, value] of mark.attributes) element.setAttribute(name, value);
    if (mark.text !== '') element.textContent = mark.text;
    const painted: Painted = { item, mark, element, classes: '' };
    this.link(painted);
    this.classify(painted);
    return painted;
  }

  private carryOut(changes: readonly Change[], glides: boolean) {
    this.stopGliding();
    const moves: Move[] = [];
    for (const { painted, item, mark } of changes) {
      if (glides) {
        const [x, y] = placeOf(item);
        const [x0, y0] = placeOf(painted.item);
        if (x !== x0 || y !== y0) {
          moves.push({ element: painted.element, item, dx: x0 - x, dy: y0 - y });
        }
      }
      this.change(painted, item, mark);
    }
    this.gliding = glide(moves);
  }

  private change(painted: Painted, item: SceneItem, mark: Mark) {
    const { element, mark: old } = painted;
    if (old.text !== mark.text) element.textContent = mark.text;
    const before = new Map(old.attributes);
    for (const [name, value] of mark.attributes) {
      if (before.get(name) !== value) element.setAttribute(name, value);
      before.delete(name);
    }
    for (const name of before.keys()) element.removeAttribute(name);
    this.unlink(painted);
    painted.item = item;
    painted.mark = mark;
    this.link(painted);
    this.classify(painted);
  }

  /** Gives an element the classes of its item and of the states of its nodes. */
  private classify(painted: Painted) {
    const { item } = painted;
    let classes = painted.mark.className;
    for (const [state, nodes] of this.states) {
      // A link shows while either of its ends is meant; it has no other state.
      const meant =
        (item.node !== undefined && nodes.has(item.node)) ||
        (state === 'on' && item.role === roles.link && item.to !== undefined && nodes.has(item.to));
      if (meant) classes += ` is-${state}`;
    }
    if (classes === painted.classes) return;
    painted.classes = classes;
    painted.element.setAttribute('class', classes);
  }

  private stopGliding() {
    for (const each of this.gliding) each.cancel();
    this.gliding = [];
  }
}
