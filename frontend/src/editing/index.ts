export { useHistoryItem } from './useHistoryItem';
export { useSavedText, type SavedText, type TextStore } from './useSavedText';
export { flushTexts, saveEverything } from './openSavers';
export { useDraft } from './drafts';
export { ReviewPlace, useReadOnly, useReviewPlace } from './place';
export { cameFromSearch, openedFromSearch } from './searchOrigin';
export { useAskedPart } from './useAskedPart';
export { useKeptLine, useWaitingLine, type KeptLine } from './useKeptLine';
export { TextSaver, idleMs, longestMs, type SaverState, type SaveText } from './textSaver';
export { useNewest } from './useNewest';
export { useTimeCheck, type TimeReading } from './useTimeCheck';
export { statementWords, statementText, clockText, isUnread, zoneSaid } from './timeWords';
export { inFolder, stepTo, wayTo } from './wayTo';
export { CommentsSign, commentsAt } from './CommentsSign';
export { useWrite, refusalOf, sentenceOf } from './useWrite';
export { asksOfWhole, otherSide, seenAt, sideAt, versionName, writerOf } from './sides';
export { OpenField, ValueField } from './ValueField';
export { Undecided, undecidedAt } from './Undecided';
export { ConflictNote } from './ConflictNote';
export { IssueDialog } from './IssueDialog';
export { LargePicture } from './LargePicture';
export { PicturesAt, PicturesSign } from './PicturesAt';
export { pictureWords, picturesOf, ReviewPicture } from './ReviewPicture';
export { SavedMarkdown, SavedTextNotes } from './SavedMarkdown';
export { useLines, type Lines } from './useLines';
export { useSwitchWorkspace } from './useSwitchWorkspace';
export {
  keepUnsaved,
  letGo,
  tryAgain,
  unsavedTexts,
  useUnsavedTexts,
  type UnsavedText,
} from './unsaved';
export { everyIncident, saveRegister, useRegisterSaver } from './useRegister';
export { useListWrite } from './useListWrite';
export { groupsOfKept, keptTogether, keptWords } from './kept';
export { SyncProvider, useSync, type Sync } from './sync';
export { footWords, inParts, isOver, rowWords, type SpaceDoing } from './syncDoing';
