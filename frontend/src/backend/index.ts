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
  whileItRuns,
  useReview,
  useUndoState,
  useZones,
  useHelpTopics,
  useHelpText,
} from './hooks';
export { contributes } from './factors';
export { readingSince } from './since';
export { useFind, type Found } from './useFind';
export { useNamed } from './useNamed';
export { useUnreadable } from './useUnreadable';
export { useChecks } from './useChecks';
export { useConflicts, useConflictCount } from './useConflicts';
export { calendarName, useCalendar, useCalendarLimits, useCalendars } from './useCalendars';
export { useAudit, useAuditChoices, useAuditEntry, type AuditNarrowing } from './useAudit';
export { useBackupState } from './useBackups';
export { useActionList } from './useActionList';
export { useDue } from './useDue';
export { useInbox } from './useInbox';
export {
  useIncident,
  useIncidentImports,
  useIncidentMeanings,
  useIncidentPreview,
  useIncidentQuarantine,
  useIncidentsKnown,
  useIncidentRows,
  usePlaces,
} from './useIncidents';
export { useAssessments, useDraftOf, usePacks, useRegister } from './useObligations';
export { useDeviceKeys, usePolicies, usePolicyDiff, usePolicyKinds } from './usePolicies';
export {
  useForesight,
  useServices,
  useStudies,
  useStudyActions,
  useStudiesDue,
  useStudy,
  useStudyPictures,
} from './useStudies';
export { useService, useServiceMap, useServicePicture, useServiceTable } from './useServiceMap';
export { pictureAddress, usePictureUses } from './usePictures';
export {
  useHeld,
  useHeldAnew,
  useLeaks,
  useRoster,
  useWaiting,
  type Kept,
  type Waiting,
} from './useLeaks';
export { useLookAtSharing } from './useSharing';
export { useAliases, useMirrors, useSpaces } from './useSpaces';
export { useJob, type Job } from './jobs';
