export { Measures } from './Measures';
