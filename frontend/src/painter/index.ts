export { patched, type ScenePatch } from './patch';
export { SceneCanvas, type CanvasHandle, type Dragging } from './SceneCanvas';
export { ScenePainter, type NodeState, type Touched } from './painter';
export {
  boxesOf,
  nearest,
  roomIn,
  type Box,
  type Direction,
  type Framing,
  type Point,
  type Size,
  type View,
} from './geometry';
export type { Scene, SceneGlyph, SceneItem, SceneRect } from './scene';
export type { Extent } from './useCanvasView';
