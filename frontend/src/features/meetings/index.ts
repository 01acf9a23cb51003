export { Meetings } from './Meetings';
