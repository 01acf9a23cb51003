export { Factors } from './Factors';
