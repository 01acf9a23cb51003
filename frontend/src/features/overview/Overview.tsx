import type { ComponentType } from 'react';
import { useNumberSetting, type Review } from '../../backend';
import { useReadOnly } from '../../editing';
import { t } from '../../i18n';
import { Panes, roomyWindow, useMedia, wideWindow } from '../../ui';
import { Conflicts } from './Conflicts';
import { Facts } from './Facts';
import { Findings } from './Findings';
import { KeyTimes } from './KeyTimes';
import './overview.css';
import { Participants } from './Participants';
import { PrivateNotes } from './PrivateNotes';
import { Sections } from './Sections';
import { ZoneQuestion } from './ZoneQuestion';

/** What another area says of a review, among its facts. */
export type Told = ComponentType<{ review: Review; readOnly: boolean }>;

/** What a review says about itself: its texts, and beside them its facts. */
export function Overview({ review, Told }: { review: Review; Told?: Told | undefined }) {
  const roomy = useMedia(roomyWindow);
  const wide = useMedia(wideWindow);
  // Two columns of facts have a width of their own: dragged there, it would fill a small window.
  const [one, setOne] = useNumberSetting('pane.overview.right', wide ? 400 : 336);
  const [two, setTwo] = useNumberSetting('pane.overview.columns', 640);
  const readOnly = useReadOnly();
  const parts = { review, readOnly };
  return (
    <Panes
      right={{
        label: t('overview.facts'),
        width: roomy ? two : one,
        min: 288,
        max: roomy ? 800 : 480,
        onWidth: roomy ? setTwo : setOne,
        content: (
          <div
            className="scroll overview-facts"
            // Read only they hold no control, and must scroll with the keyboard all the same.
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={readOnly ? 0 : undefined}
            role="group"
            aria-label={t('overview.facts')}
          >
            <div className="overview-columns">
              <div>
                <Facts {...parts} />
                <KeyTimes {...parts} />
                {Told && <Told {...parts} />}
              </div>
              <div>
                <Participants {...parts} />
                <Conflicts {...parts} />
                <Findings {...parts} />
                <PrivateNotes {...parts} />
              </div>
            </div>
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
