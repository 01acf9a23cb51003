export { Obligations } from './ObligationsPage';
