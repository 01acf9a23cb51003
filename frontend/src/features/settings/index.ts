export { Settings } from './Settings';
export { useRestore } from './useRestore';
