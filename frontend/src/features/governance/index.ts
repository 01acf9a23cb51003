export { Governance } from './Governance';
export { governanceTabs, type GovernancePageProps } from './tabs';
