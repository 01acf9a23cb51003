export { Pictures } from './Pictures';
export { usePictureActs } from './usePictureActs';
export { usePasting } from './usePasting';
