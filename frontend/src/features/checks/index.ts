export { Checks } from './Checks';
export { wayOf } from './way';
