import type { Params } from './message';

/** A picture of a review. Its bytes are at an address of their own (pictureAddress). */
export type Picture = {
  id: string;
  /** Markdown. */
  caption?: string;
  /** What is to be seen, in words. */
  alt?: string;
  /** Of the file it came in. */
  name?: string;
  /** Path of what it belongs to: "timeline/<id>"; none is the review. */
  about?: string;
  width: number;
  height: number;
  bytes: number;
  format: string;
  sum: string;
  rank: string;
};
export type PictureAdded = { id: string; rev: number; known: boolean; remarks: string[] };
export type PictureRefused = { name: string; key: string; params: Params };
export type PicturesAdded = { added: PictureAdded[]; refused: PictureRefused[] };
