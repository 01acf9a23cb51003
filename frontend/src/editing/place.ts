import { createContext, useContext } from 'react';
import { useWorkspaceInfo } from '../backend';

/** Where fields stand: their review ("" outside of reviews), and whether it takes no edits now. */
type Where = { review: string; locked: boolean };

const Place = createContext<Where>({ review: '', locked: false });

/** Tells the fields below it where they stand. */
export const ReviewPlace = Place.Provider;

/** The review the words of a field belong to; "" outside of reviews. */
export const useReviewPlace = (): string => useContext(Place).review;

/** True where nothing may be written: in a read-only workspace, or in a review in the trash. */
export function useReadOnly(): boolean {
  const { locked } = useContext(Place);
  return (useWorkspaceInfo().data?.readOnly ?? false) || locked;
}
