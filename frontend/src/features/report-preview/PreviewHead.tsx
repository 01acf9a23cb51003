import { useState } from 'react';
import type { ReportAudience, ReportChoice, ReportFormat } from '../../backend';
import { t, type MessageKey } from '../../i18n';
import { Button, Menu, Segment, TextField } from '../../ui';
import { PageTools, type Tools } from './PageTools';

const audiences: readonly [ReportAudience, MessageKey][] = [
  ['', 'report.audience.own'],
  ['internal', 'report.audience.internal'],
  ['executive', 'report.audience.executive'],
];
/** What is made for readers outside is marked for them and for nobody else. */
const outside = ['customer', 'regulator'];

/** What a report is saved as beside paper. */
export const formats: readonly [ReportFormat, MessageKey][] = [
  ['html', 'report.saveAs.html'],
  ['md', 'report.saveAs.md'],
  ['json', 'report.saveAs.json'],
];

/** Which report it is, how large it is shown, and where it goes. */
export function PreviewHead({
  choice,
  onChoice,
  tools,
  isStale,
  onSave,
  onView,
  onIssue,
}: {
  choice: ReportChoice;
  onChoice: (choice: ReportChoice) => void;
  tools: Tools;
  isStale: boolean;
  onSave: (format: ReportFormat) => void;
  onView: () => void;
  onIssue: () => void;
}) {
  const [day, setDay] = useState(choice.asOf);
  const audience = audiences.find(([a]) => a === choice.audience)?.[1] ?? 'report.audience.own';
  const commitDay = () => {
    if (day.trim() !== choice.asOf) onChoice({ ...choice, asOf: day.trim() });
  };
  return (
    <div className="pane-head paper-head">
      <Segment
        label={t('report.kind_label')}
        value={choice.kind}
        options={[
          { value: 'internal', label: t('report.kind.internal') },
          { value: 'executive', label: t('report.kind.executive') },
          { value: 'customer', label: t('report.kind.customer') },
          { value: 'regulator', label: t('report.kind.regulator') },
        ]}
        onChange={(kind) =>
          onChoice({ ...choice, kind, ...(outside.includes(kind) ? { audience: '' } : {}) })
        }
      />
      {!outside.includes(choice.kind) && (
        <Menu
          label={t('report.audience_label')}
          aria-label={`${t('report.audience_label')}: ${t(audience)}`}
          text={t(audience)}
          size="small"
          items={audiences.map(([value, key]) => ({
            id: value || 'own',
            label: t(key),
            ticked: value === choice.audience,
            onSelect: () => onChoice({ ...choice, audience: value }),
          }))}
        />
      )}
      <label className="paper-day">
        <span className="meta" aria-hidden="true">
          {t('report.as_of_label')}
        </span>
        <TextField
          label={t('report.as_of_label')}
          hideLabel
          small
          title={t('report.as_of_hint')}
          placeholder={t('report.as_of_empty')}
          value={day}
          onChange={setDay}
          onBlur={commitDay}
          onKeyDown={(e) => {
            if (e.key === 'Enter') commitDay();
            else if (e.key === 'Escape') setDay(choice.asOf);
            else return;
            e.preventDefault();
          }}
        />
      </label>
      <span className="grow" />
      <PageTools {...tools} isStale={isStale} />
      <Button look="quiet" size="small" onClick={onView}>
        {t('report.view')}
      </Button>
      <Menu
        label={t('report.otherFiles')}
        text={t('report.otherFiles')}
        size="small"
        items={[
          ...formats.map(([format, key]) => ({
            id: format,
            label: t(key),
            onSelect: () => onSave(format),
          })),
          'line',
          { id: 'issue', label: t('report.issue'), keys: 'i', onSelect: onIssue },
        ]}
      />
      <Button look="primary" size="small" onClick={() => onSave('pdf')}>
        {t('report.saveAs')}
      </Button>
    </div>
  );
}
