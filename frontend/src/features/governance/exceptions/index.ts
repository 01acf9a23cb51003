export { Exceptions } from './ExceptionsPage';
