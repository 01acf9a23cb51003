export { useSavedText, flushTexts, type SavedText } from './useSavedText';
export { TextSaver, idleMs, longestMs, type SaverState, type SaveText } from './textSaver';
export { useTimeCheck, type TimeReading } from './useTimeCheck';
export { statementWords, statementText, clockText, isUnread } from './timeWords';
export { useWrite, sentenceOf } from './useWrite';
export { ValueField } from './ValueField';
export { ConflictNote } from './ConflictNote';
export { SavedMarkdown, SavedTextNotes } from './SavedMarkdown';
export { useLines, type Lines } from './useLines';
