import { useState } from 'react';
import { useZones, type IncidentAnswers } from '../../backend';
import { t, tAny } from '../../i18n';
import { Button, Combobox, Dialog, SelectField } from '../../ui';
import type { Asked } from './useBringIn';

const targets = [
  'key',
  'title',
  'summary',
  'state',
  'severity',
  'priority',
  'moments.started',
  'moments.detected',
  'moments.acknowledged',
  'moments.mitigated',
  'moments.resolved',
  'moments.closed',
  'services',
  'owners',
  'people',
  'link',
  'raw',
] as const;

/** Asks what a file cannot say, all of it at once; nothing is taken before. */
export function QuestionDialog({
  asked,
  onAnswer,
  onClose,
}: {
  asked: Asked;
  onAnswer: (answers: IncidentAnswers) => void;
  onClose: () => void;
}) {
  const zones = useZones();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const asks = (key: string) => asked.result.questions.some((q) => q.key === key);
  const [zone, setZone] = useState(asked.answers.zone || here);
  const [dayOrder, setDayOrder] = useState(asked.answers.dayOrder || 'day');
  const [columns, setColumns] = useState(asked.answers.columns);
  const { headers } = asked.result;
  const needsTitle = asks('incident.ask.mapping') && !Object.values(columns).includes('title');
  const answer = () =>
    onAnswer({
      zone: asks('incident.ask.zone') ? zone.trim() : asked.answers.zone,
      dayOrder: asks('incident.ask.day_order') ? dayOrder : asked.answers.dayOrder,
      columns,
    });
  return (
    <Dialog title={t('incident.ask', { file: asked.result.import.file })} onClose={onClose}>
      <form
        className="incident-form"
        onSubmit={(e) => {
          e.preventDefault();
          if (!needsTitle) answer();
        }}
      >
        {asked.result.questions.map((q) => (
          <div key={q.key} className="incident-question">
            <p>{tAny(q.key, q.params)}</p>
            {q.samples.length > 0 && (
              <p className="meta mono">
                {q.field}: {q.samples.join(' · ')}
              </p>
            )}
            {q.key === 'incident.ask.zone' && (
              <Combobox
                label={t('incident.zone')}
                value={zone}
                options={zones}
                onChange={setZone}
                onPick={setZone}
              />
            )}
            {q.key === 'incident.ask.day_order' && (
              <SelectField
                label={t('incident.dayOrder')}
                value={dayOrder}
                options={[
                  { value: 'day', label: t('incident.dayFirst') },
                  { value: 'month', label: t('incident.monthFirst') },
                ]}
                onChange={setDayOrder}
              />
            )}
            {q.key === 'incident.ask.mapping' && (
              <div className="incident-columns">
                {headers.map((h) => (
                  <SelectField
                    key={h}
                    label={h}
                    small
                    value={columns[h] ?? 'raw'}
                    options={targets.map((x) => ({
                      value: x,
                      label: tAny(`incident.target.${x}`),
                    }))}
                    onChange={(x) => setColumns({ ...columns, [h]: x })}
                  />
                ))}
              </div>
            )}
          </div>
        ))}
        <div className="dialog-acts">
          {asks('incident.ask.zone') && (
            <Button
              look="quiet"
              onClick={() => onAnswer({ ...asked.answers, columns, dayOrder, zone: '-' })}
            >
              {t('incident.withoutZone')}
            </Button>
          )}
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button
            className="safe"
            look="primary"
            type="submit"
            off={needsTitle && t('incident.needTitle')}
          >
            {t('incident.goOn')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
