/** What floats above the screen; one at a time. */
export type Overlay = 'palette' | 'keys' | 'start' | null;
