import { useNumberSetting, type Review } from '../../backend';
import { useReadOnly } from '../../editing';
import { t } from '../../i18n';
import { Panes } from '../../ui';
import { Conflicts } from './Conflicts';
import { Facts } from './Facts';
import { Findings } from './Findings';
import { KeyTimes } from './KeyTimes';
import './overview.css';
import { Participants } from './Participants';
import { PrivateNotes } from './PrivateNotes';
import { Sections } from './Sections';
import { ZoneQuestion } from './ZoneQuestion';

/** What a review says about itself: its texts, and beside them its facts. */
export function Overview({ review }: { review: Review }) {
  const [width, setWidth] = useNumberSetting('pane.overview.right', 336);
  const readOnly = useReadOnly();
  const parts = { review, readOnly };
  return (
    <Panes
      right={{
        label: t('overview.facts'),
        width,
        min: 288,
        max: 480,
        onWidth: setWidth,
        content: (
          <div className="scroll">
            <Facts {...parts} />
            <KeyTimes {...parts} />
            <Participants {...parts} />
            <Conflicts {...parts} />
            <Findings {...parts} />
            <PrivateNotes {...parts} />
          </div>
        ),
      }}
    >
      {/* A long text without controls must scroll with the keyboard too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="scroll overview" tabIndex={0} role="region" aria-label={t('overview.texts')}>
        <ZoneQuestion {...parts} />
        <Sections {...parts} />
      </div>
    </Panes>
  );
}
