export { patched, type ScenePatch } from './patch';
export { SceneCanvas, type CanvasHandle, type Dragging } from './SceneCanvas';
export { ScenePicture } from './ScenePicture';
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
export { usePictureWidth } from './usePictureWidth';
export type { Extent } from './useCanvasView';
