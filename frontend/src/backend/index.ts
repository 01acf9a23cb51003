export type * from './wire';
export type { Backend } from './backend';
export { WireError, parseError, type ErrorCode, type FieldError } from './errors';
export { createWailsBackend, hasWails } from './wails';
export { createQueryClient, connectEvents, reviewKeys, workspaceKeys } from './queries';
export {
  useSaveState,
  currentSaveState,
  trackRefused,
  trackUnsaved,
  trackWrite,
  writesEnded,
  resetSaveState,
  type SaveState,
} from './saveState';
export {
  BackendProvider,
  useBackend,
  useBackendEvent,
  useWorkspaceInfo,
  useSetting,
  useNumberSetting,
  useReviewList,
  useReview,
  useUndoState,
  useZones,
  useHelpTopics,
  useHelpText,
} from './hooks';
export { readingSince } from './since';
export { useFind, type Found } from './useFind';
export { useConflicts, useConflictCount } from './useConflicts';
export { useHeld, useLeaks, useRoster } from './useLeaks';
export { useAliases, useMirrors, useSpaces } from './useSpaces';
export { useJob, type Job } from './jobs';
