import type { CanvasHandle, Direction } from '../../painter';
import type { Place } from './place';

/** The two places of the keyboard, for acts that come from elsewhere. */
export class Ports {
  private drawing: CanvasHandle | null = null;
  private tree: HTMLElement | null = null;

  readonly setCanvas = (handle: CanvasHandle | null) => {
    this.drawing = handle;
  };
  readonly setOutline = (el: HTMLElement | null) => {
    this.tree = el;
  };

  focus(place: Place) {
    if (place === 'drawing') this.drawing?.focus();
    else this.tree?.focus();
  }
  fit() {
    this.drawing?.fit();
  }
  pan(side: Direction) {
    this.drawing?.pan(side);
  }
  zoom(factor: number) {
    this.drawing?.zoom(factor);
  }
}
