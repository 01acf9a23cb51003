export { ConflictScreen } from './ConflictScreen';
