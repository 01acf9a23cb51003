export { useMeant } from './meant';
export { SpacesScreen } from './SpacesScreen';
export { ShareSeveral } from './ShareSeveral';
export { SpaceMark } from './SpaceMark';
