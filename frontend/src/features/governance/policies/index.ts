export { Policies } from './PoliciesPage';
