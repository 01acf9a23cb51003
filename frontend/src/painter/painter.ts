import { markOf, sameAttributes, type Mark } from './marks';
import { staying } from './order';
import { roles, type Scene, type SceneItem } from './scene';

const svgSpace = 'http://www.w3.org/2000/svg';

/** How many elements a scene made the page add, change, move in order, and drop. */
export type Touched = { added: number; changed: number; reordered: number; removed: number };

type Painted = { item: SceneItem; mark: Mark; element: SVGElement };

/** Above this many changes a glide would stutter: the picture changes at once. */
const glideLimit = 400;
const glideMs = 160;

/** States a node can be shown in; they are classes "is-…" on its elements. */
export type NodeState = 'on' | 'over' | 'target' | 'drop' | 'moved';

/**
 * Paints scenes into one group of an <svg> and touches only what is another in
 * the next scene. It knows items, roles and names of styles, and nothing of what
 * they stand for; colours are the style sheet's.
 */
export class ScenePainter {
  private readonly group: SVGGElement;
  private painted = new Map<string, Painted>();
  private byNode = new Map<string, Set<string>>();
  private glyphs: Scene['glyphs'] = {};
  private order: string[] = [];
  private kind = '';
  private readonly states = new Map<NodeState, ReadonlySet<string>>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(group: SVGGElement) {
    this.group = group;
  }

  /** Shows a scene. */
  paint(scene: Scene): Touched {
    const touched: Touched = { added: 0, changed: 0, reordered: 0, removed: 0 };
    if (scene.kind !== this.kind) this.clear(touched);
    this.kind = scene.kind;
    this.glyphs = scene.glyphs;
    this.drop(new Set(scene.items.map((i) => i.id)), touched);

    const isFirst = this.order.length === 0;
    const changes: (() => void)[] = [];
    for (const item of scene.items) {
      const old = this.painted.get(item.id);
      const mark = markOf(item, this.glyphs);
      if (old?.mark.tag === mark.tag) {
        if (this.differs(old, item, mark)) changes.push(() => this.change(old, item, mark));
      } else {
        if (old) this.forget(item.id, touched);
        this.make(item, mark);
        touched.added += 1;
      }
    }
    touched.changed = changes.length;
    this.glide(!isFirst && changes.length > 0 && changes.length <= glideLimit);
    for (const change of changes) change();
    this.arrange(scene, touched);
    return touched;
  }

  /** Shows these nodes in a state, and no others. */
  setState(state: NodeState, nodes: Iterable<string>) {
    const next = new Set(nodes);
    const before = this.states.get(state) ?? new Set<string>();
    this.states.set(state, next);
    for (const node of new Set([...before, ...next])) {
      if (before.has(node) === next.has(node)) continue;
      for (const id of this.byNode.get(node) ?? []) {
        const painted = this.painted.get(id);
        painted?.element.setAttribute('class', this.classOf(painted.item, painted.mark));
      }
    }
  }

  destroy() {
    clearTimeout(this.timer);
    this.group.replaceChildren();
  }

  private clear(touched: Touched) {
    for (const id of [...this.painted.keys()]) this.forget(id, touched);
    this.order = [];
  }

  private drop(keep: ReadonlySet<string>, touched: Touched) {
    for (const id of this.order) if (!keep.has(id)) this.forget(id, touched);
    if (touched.removed > 0) this.order = this.order.filter((id) => keep.has(id));
  }

  private forget(id: string, touched: Touched) {
    const painted = this.painted.get(id);
    if (!painted) return;
    painted.element.remove();
    this.unlink(painted.item);
    this.painted.delete(id);
    touched.removed += 1;
  }

  private link(item: SceneItem) {
    for (const node of [item.node, item.to]) {
      if (node === undefined) continue;
      const ids = this.byNode.get(node) ?? new Set();
      this.byNode.set(node, ids.add(item.id));
    }
  }

  private unlink(item: SceneItem) {
    for (const node of [item.node, item.to]) {
      if (node !== undefined) this.byNode.get(node)?.delete(item.id);
    }
  }

  private differs(old: Painted, item: SceneItem, mark: Mark): boolean {
    return (
      old.mark.place !== mark.place ||
      old.mark.text !== mark.text ||
      old.mark.className !== mark.className ||
      old.item.node !== item.node ||
      old.item.to !== item.to ||
      !sameAttributes(old.mark, mark)
    );
  }

  private make(item: SceneItem, mark: Mark) {
    const element = document.createElementNS(svgSpace, mark.tag);
    for (const [name, value] of mark.attributes) element.setAttribute(name, value);
    if (mark.text !== '') element.textContent = mark.text;
    element.style.transform = mark.place;
    this.painted.set(item.id, { item, mark, element });
    this.link(item);
    element.setAttribute('class', this.classOf(item, mark));
  }

  private change(painted: Painted, item: SceneItem, mark: Mark) {
    const { element, mark: old } = painted;
    if (old.place !== mark.place) element.style.transform = mark.place;
    if (old.text !== mark.text) element.textContent = mark.text;
    if (!sameAttributes(old, mark)) {
      const names = new Set(mark.attributes.map(([name]) => name));
      for (const [name] of old.attributes) if (!names.has(name)) element.removeAttribute(name);
      for (const [name, value] of mark.attributes) {
        if (element.getAttribute(name) !== value) element.setAttribute(name, value);
      }
    }
    this.unlink(painted.item);
    painted.item = item;
    painted.mark = mark;
    this.link(item);
    element.setAttribute('class', this.classOf(item, mark));
  }

  private classOf(item: SceneItem, mark: Mark): string {
    let name = mark.className;
    for (const [state, nodes] of this.states) {
      // A link shows while either of its ends is meant; it has no other state.
      const meant =
        (item.node !== undefined && nodes.has(item.node)) ||
        (state === 'on' && item.role === roles.link && item.to !== undefined && nodes.has(item.to));
      if (meant) name += ` is-${state}`;
    }
    return name;
  }

  /** Puts the elements into painting order with as few moves as can be. */
  private arrange(scene: Scene, touched: Touched) {
    const place = new Map(this.order.map((id, i) => [id, i]));
    const old = scene.items.map((item) => {
      // One that was made anew stands nowhere yet, whatever its id.
      const isHere = this.painted.get(item.id)?.element.parentNode === this.group;
      return isHere ? (place.get(item.id) ?? -1) : -1;
    });
    const stay = staying(old);
    if (stay.size < scene.items.length) {
      let next: Element | null = null;
      for (let i = scene.items.length - 1; i >= 0; i -= 1) {
        const element = this.painted.get(scene.items[i]?.id ?? '')?.element;
        if (!element) continue;
        if (!stay.has(i)) {
          this.group.insertBefore(element, next);
          if ((old[i] ?? -1) >= 0) touched.reordered += 1;
        }
        next = element;
      }
    }
    this.order = scene.items.map((item) => item.id);
  }

  private glide(on: boolean) {
    clearTimeout(this.timer);
    this.group.classList.toggle('is-gliding', on);
    if (on) this.timer = setTimeout(() => this.group.classList.remove('is-gliding'), glideMs);
  }
}
