import { AllActions } from '../features/actions';
import { everyIncident } from '../editing';
import { RegisterPaper } from './papers';

/** The area Actions, with its register as a report. */
export function ActionsPage() {
  return (
    <AllActions
      paper={(onClose) => <RegisterPaper kind="actions" query={everyIncident} onClose={onClose} />}
    />
  );
}
