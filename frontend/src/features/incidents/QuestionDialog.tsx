import { useEffect, useRef, useState } from 'react';
import {
  useIncidentPreview,
  useZones,
  type IncidentAnswers,
  type IncidentQuestion,
} from '../../backend';
import { t, tAny } from '../../i18n';
import { Button, Combobox, Dialog, ErrorNote, SelectField } from '../../ui';
import { ColumnsTable, FirstRows } from './ColumnsTable';
import type { Asked } from './useBringIn';

const mappingKey = 'incident.ask.mapping';
const twinsKey = 'incident.ask.twins';

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
  const [questions, setQuestions] = useState<readonly IncidentQuestion[]>(asked.result.questions);
  const asks = (key: string) => questions.some((q) => q.key === key);
  const [zone, setZone] = useState(asked.answers.zone || here);
  const [dayOrder, setDayOrder] = useState(asked.answers.dayOrder || 'day');
  const [columns, setColumns] = useState(asked.answers.columns);
  const [twins, setTwins] = useState('new');
  const [looks, setLooks] = useState(asks(mappingKey));
  const isTable = asked.result.headers.length > 0;
  const answers: IncidentAnswers = {
    zone: asks('incident.ask.zone') ? zone.trim() : asked.answers.zone,
    dayOrder: asks('incident.ask.day_order') ? dayOrder : asked.answers.dayOrder,
    columns,
    twins: asks(twinsKey) ? twins : asked.answers.twins,
  };
  const preview = useIncidentPreview(asked.path, answers, isTable && looks);
  // What a person is to say first stands there only once the columns were read.
  const columnsRef = useRef<HTMLDivElement>(null);
  const shown = looks && preview.data !== undefined;
  useEffect(() => {
    if (shown) columnsRef.current?.querySelector('select')?.focus();
  }, [shown]);
  // One answer can lead to the next question: a column that is a time now has no zone yet.
  const more = (preview.data?.questions ?? []).filter((q) => !asks(q.key));
  if (more.length > 0) setQuestions([...questions, ...more]);
  const titled = preview.data
    ? preview.data.columns.some((c) => c.target === 'title')
    : Object.values(columns).includes('title');
  const needsTitle = asks(mappingKey) && !titled;
  return (
    <Dialog
      title={t('incident.ask', { file: asked.result.import.file })}
      className={looks && isTable ? 'incident-asking' : ''}
      onClose={onClose}
    >
      <form
        className="incident-form"
        onSubmit={(e) => {
          e.preventDefault();
          if (!needsTitle) onAnswer(answers);
        }}
      >
        {questions.map((q) => (
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
            {q.key === twinsKey && (
              <SelectField
                label={t('incident.twins')}
                value={twins}
                options={[
                  { value: 'new', label: t('incident.twinsNew') },
                  { value: 'all', label: t('incident.twinsAll') },
                ]}
                onChange={setTwins}
              />
            )}
          </div>
        ))}
        {isTable && !looks && (
          <Button className="incident-look flush" look="text" onClick={() => setLooks(true)}>
            {t('incident.columnsLook')}
          </Button>
        )}
        {isTable && looks && preview.data && (
          <div className="incident-form" ref={columnsRef}>
            <ColumnsTable
              columns={preview.data.columns}
              onChange={(header, target) => setColumns({ ...columns, [header]: target })}
            />
            <FirstRows preview={preview.data} />
          </div>
        )}
        {isTable && looks && preview.error && (
          <ErrorNote title={t('incident.previewBroke')} retry={() => void preview.refetch()} />
        )}
        <div className="dialog-acts">
          {asks('incident.ask.zone') && (
            <Button look="quiet" onClick={() => onAnswer({ ...answers, zone: '-' })}>
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
