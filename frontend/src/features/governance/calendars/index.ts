export { Calendars } from './Calendars';
