import { t, tAny } from '../../i18n';
import { ErrorNote, Progress } from '../../ui';
import type { useBringIn } from './useBringIn';

/** What is being read or taken back, and what did not come in. */
export function UnderWay({
  taking,
  leaving,
  missed,
}: Pick<ReturnType<typeof useBringIn>, 'taking' | 'leaving' | 'missed'>) {
  return (
    <>
      {taking.state === 'running' && (
        <div className="incident-busy">
          <Progress
            label={t('incident.reading')}
            done={taking.done}
            total={0}
            onStop={taking.stop}
          />
        </div>
      )}
      {leaving.state === 'running' && (
        <div className="incident-busy">
          <Progress
            label={t('incident.withdrawing')}
            done={leaving.done}
            total={0}
            onStop={leaving.stop}
          />
        </div>
      )}
      {missed.map(({ file, error }, i) => (
        <ErrorNote
          key={i}
          title={t('incident.notTakenOf', { file })}
          text={tAny(error.key, error.params)}
        />
      ))}
      {leaving.error && (
        <ErrorNote
          title={t('incident.notTaken')}
          text={tAny(leaving.error.key, leaving.error.params)}
        />
      )}
    </>
  );
}
