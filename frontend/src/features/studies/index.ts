export { Studies } from './Studies';
