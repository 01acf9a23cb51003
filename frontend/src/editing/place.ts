import { createContext, useContext } from 'react';

const Place = createContext('');

/** Tells the fields below it to which review their words belong. */
export const ReviewPlace = Place.Provider;

/** The review the words of a field belong to; "" outside of reviews. */
export const useReviewPlace = (): string => useContext(Place);
