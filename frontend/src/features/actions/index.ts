export { Actions } from './Actions';
export { AllActions } from './all/AllActions';
