export { Incidents } from './Incidents';
export { IncidentPage } from './IncidentPage';
