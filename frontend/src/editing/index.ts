export { useSavedText, flushTexts, type SavedText } from './useSavedText';
export { TextSaver, idleMs, longestMs, type SaverState, type SaveText } from './textSaver';
