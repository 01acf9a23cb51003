export type CauseView = 'fishbone' | 'whys';
export type SceneOptions = {
  view: CauseView;
  /** Causes deeper than this are folded; 0 draws all, -1 the categories alone. */
  level: number;
  /** px of a label and px at which labels wrap; 0 means the default. */
  font: number;
  maxW: number;
  /** Stamp of the drawing the page has; "" for none. */
  have: string;
};
/** Which drawing is meant, whatever the page has already. */
export type Drawn = Omit<SceneOptions, 'have'>;
/** What the window has for a drawing: px without its margin, and the scale below which words are too small. */
export type DrawingRoom = {
  view: CauseView;
  width: number;
  height: number;
  least: number;
  /** What somebody chose; if nobody did, levels that would be too small may be cut. */
  level: number;
  cut: boolean;
};
/** How a drawing suits a room, as SceneOptions ask for it. */
export type RoomFit = Pick<SceneOptions, 'level' | 'maxW'>;
/**
 * `category`: a new category of the words, with the anchor in it; `effect`: what
 * happened, where nothing is written down yet.
 */
export type CausePlace = 'after' | 'before' | 'child' | 'parent' | 'category' | 'effect';
/** `category` and `cause` make it the one or the other, in its place. */
export type CauseMove = 'up' | 'down' | 'in' | 'out' | 'category' | 'cause';
/** path holds the texts of what stands above it, joined by " / ". */
export type CauseTarget = { id: string; label: string; number: string; path: string };
export type CauseField =
  'status' | 'classes' | 'folded' | 'side' | 'gate' | 'kind' | 'also' | 'therefore';
/** What a drawing is as a picture at a scale; width and height in pixels. */
export type PictureSize = { scale: number; width: number; height: number };
/** "" when the person cancelled the dialog. */
export type SavedFile = { path: string };
