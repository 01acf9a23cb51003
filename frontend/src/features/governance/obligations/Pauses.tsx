import { useBackend, type Assessment } from '../../../backend';
import { useWrite } from '../../../editing';
import { t } from '../../../i18n';
import { Button, IconButton, Section } from '../../../ui';
import type { DutyAsked } from './Asking';
import { momentWords } from './words';

/** The stretches in which the clocks did not run, on somebody's documented request. */
export function Pauses({
  assessment: a,
  locked,
  onAsk,
}: {
  assessment: Assessment;
  locked: string | false;
  onAsk: (what: DutyAsked) => void;
}) {
  const backend = useBackend();
  const write = useWrite();
  return (
    <Section
      title={t('obligations.pauses')}
      aside={
        a.pausable && (
          <Button keys="p" size="small" off={locked} onClick={() => onAsk({ kind: 'pause' })}>
            {t('obligations.pause')}
          </Button>
        )
      }
    >
      {a.pauses.length === 0 && <p className="small ink-3">{t('obligations.pauses.none')}</p>}
      {a.pauses.map((p) => (
        <p key={p.id} className="duty-line">
          <span className="num">
            {t('obligations.fromTo', {
              from: momentWords(p.from?.case ?? ''),
              to: p.to ? momentWords(p.to.case) : t('obligations.notEnded'),
            })}
          </span>
          <span>{p.step || t('obligations.allSteps')}</span>
          <span className="ink-2">{p.reason}</span>
          {!p.to && (
            <Button
              size="small"
              off={locked}
              onClick={() => onAsk({ kind: 'resume', pause: p.id })}
            >
              {t('obligations.resume')}
            </Button>
          )}
          <IconButton
            icon="close"
            label={t('obligations.removePause')}
            off={locked}
            onClick={() =>
              void write(() =>
                backend.obligations.removePart(a.ref, `pauses/${p.id}`, 'obligations'),
              )
            }
          />
        </p>
      ))}
    </Section>
  );
}
