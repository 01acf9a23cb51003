export { SpacesScreen } from './SpacesScreen';
export { SpaceMark } from './SpaceMark';
