import { useEffect, useId, useState } from 'react';
import { useNumberSetting, type Review } from '../../backend';
import { t, tAny, tn } from '../../i18n';
import { Button, EmptyState, ErrorNote, Note, Panes, useMedia, wideWindow } from '../../ui';
import { CanvasRoom } from './CanvasRoom';
import './causes.css';
import { CausesHead } from './CausesHead';
import { Drawing } from './Drawing';
import { Inspector } from './Inspector';
import { Asides, Legend } from './Legend';
import { Outline } from './Outline';
import { Overlays } from './Overlays';
import { countsIn, factorsLeft, isAside } from './tree';
import { fromFactorsKey, useCauseCommands } from './useCauseCommands';
import { useCausesRoom, type CausesRoom } from './useCausesRoom';

/** How it came about: one tree, as outline and as a drawing, and all about one of its causes. */
export function Causes({ review }: { review: Review }) {
  const room = useCausesRoom(review);
  useCauseCommands(room);
  const wide = useMedia(wideWindow);
  const [left, setLeft] = useNumberSetting('pane.causes.left', wide ? 340 : 264);
  const [right, setRight] = useNumberSetting('pane.causes.right', wide ? 340 : 292);
  const idOfTree = useId();
  const picture = room.picture.data;

  // The causes were asked for: their keys count at once, without a press into them.
  const isHere = picture !== undefined;
  const { focus } = room;
  useEffect(() => {
    const at = document.activeElement;
    if (isHere && (at === document.body || at?.matches('.step, .room'))) focus('outline');
  }, [isHere, focus]);

  if (room.picture.error && !picture) {
    return (
      <ErrorNote
        title={t('causes.cannotDraw')}
        text={tAny(room.picture.error.key, room.picture.error.params)}
        retry={() => void room.picture.refetch()}
      />
    );
  }
  // How much room the drawing has must be known before it is asked for: all stands
  // in its place then, and only what the drawing tells is still missing.
  return (
    <>
      {room.picture.error && (
        <Note tone="warn">
          {t('review.notNewest')} {tAny(room.picture.error.key, room.picture.error.params)}
        </Note>
      )}
      <Panes
        left={{
          label: t('causes.outline'),
          content: picture && <Outline room={room} idOfTree={idOfTree} />,
          width: left,
          min: 200,
          max: 480,
          onWidth: setLeft,
        }}
        right={{
          label: t('causes.inspector'),
          content: picture && <Inspector room={room} />,
          width: right,
          min: 256,
          max: 432,
          onWidth: setRight,
        }}
      >
        {picture && room.tree.nodes.length < 2 ? (
          <NoCauses room={room} />
        ) : (
          <div className="cause-stage" aria-busy={!picture}>
            <CausesHead room={room} counts={picture?.counts ?? countsIn(review)} />
            <CanvasRoom onRoom={room.setCanvas}>
              {picture && <Drawing room={room} picture={picture} idOfTree={idOfTree} />}
            </CanvasRoom>
            <Asides
              asides={picture?.asides ?? review.causes.filter(isAside)}
              chosen={room.aside?.id}
              onChoose={(id) => room.select(id)}
            />
            <Legend wide={wide} onKey={() => room.setOverlay('key')} />
          </div>
        )}
      </Panes>
      <Overlays room={room} />
    </>
  );
}

/** Nothing yet: the effect first, or what is known already. */
function NoCauses({ room }: { room: CausesRoom }) {
  const { review, acts, tree } = room;
  const [isStarting, setStarting] = useState(false);
  const factors = factorsLeft(review);

  async function start() {
    if (isStarting) return;
    setStarting(true);
    await room.addAndType('effect', tree.effect?.id ?? '', 'outline');
    setStarting(false);
  }

  return (
    <EmptyState
      title={t('causes.empty.title')}
      lead={t('causes.empty.lead')}
      acts={
        room.readOnly ? undefined : (
          <>
            {factors > 0 && (
              <Button
                look="primary"
                size="large"
                keys={fromFactorsKey}
                onClick={() => void acts.fromFactors(factors)}
              >
                {tn('causes.empty.factors', factors)}
              </Button>
            )}
            <Button
              look={factors > 0 ? 'plain' : 'primary'}
              size="large"
              onClick={() => void start()}
            >
              {t('causes.empty.start')}
            </Button>
          </>
        )
      }
    >
      <p className="small ink-3 causes-paste-hint">{t('causes.empty.paste')}</p>
    </EmptyState>
  );
}
