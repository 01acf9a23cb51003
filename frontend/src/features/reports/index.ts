export { ReportMenu } from './ReportMenu';
