import { useState } from 'react';
import type { PictureSize } from '../../backend';
import { formatNumber, t, tAny, tn, type MessageKey } from '../../i18n';
import type { Extent } from '../../painter';
import { Button, Menu, Segment, Tooltip, type MenuItem } from '../../ui';
import { canCopyPicture } from './copyPicture';
import { pictureScales } from './keys';
import type { Picture } from './tree';
import type { CausesRoom } from './useCausesRoom';

const drawings = ['svg', 'pdf', 'drawio', 'mermaid'] as const;
const outlines = ['opml', 'freemind', 'xmind', 'md', 'csv', 'json'] as const;

/** The tools of the canvas, in line with the heads of the panes beside it. */
export function CausesHead({ room, counts }: { room: CausesRoom; counts: Picture['counts'] }) {
  const item = (format: string): MenuItem => ({
    id: format,
    label: tAny(`causes.export.${format}`),
    onSelect: () => void room.acts.exportAs(room.view, format),
  });
  // Of the drawing as it was when the menu was opened last.
  const [sizes, setSizes] = useState<readonly PictureSize[]>([]);
  const pictures = pictureScales.map((scale, i): MenuItem => {
    const size = sizes[i];
    return {
      id: `png-${scale}`,
      label: size
        ? t('causes.export.pngSize', {
            // A very large drawing is scaled less than was asked.
            scale: formatNumber(Math.round(size.scale * 100) / 100),
            width: formatNumber(size.width),
            height: formatNumber(size.height),
          })
        : t('causes.export.pngAt', { scale }),
      onSelect: () => void room.acts.exportAs(room.view, 'png', scale),
    };
  });
  const copy: MenuItem[] = canCopyPicture()
    ? [
        {
          id: 'copy',
          label: t('causes.copyPicture'),
          onSelect: () => void room.acts.copyPicture(room.view),
        },
        'line',
      ]
    : [];
  const isAll = room.level === 0 || !room.steps.includes(room.level);
  const levels = isAll
    ? t('causes.levels.all')
    : room.level < 0
      ? t('causes.levels.categories')
      : t('causes.levels.some', { level: room.level, of: room.levels });
  return (
    <div className="pane-head cause-head">
      <Segment
        label={t('causes.view')}
        value={room.view}
        options={[
          { value: 'fishbone', label: t('causes.view.fishbone') },
          { value: 'whys', label: t('causes.view.whys') },
        ]}
        onChange={room.setView}
      />
      <span className="meta cause-counts">
        {t('causes.counts', {
          causes: tn('count.causes', counts.causes),
          open: counts.open,
        })}
      </span>
      <span className="grow" />
      <div className="cause-levels" role="group" aria-label={t('causes.levels')}>
        <Bracket room={room} by={-1} />
        <Bracket room={room} by={1} />
        <span className="meta strong">{levels}</span>
        <Button
          look="text"
          size="small"
          className="cause-all"
          style={isAll ? { visibility: 'hidden' } : undefined}
          aria-label={t('causes.levels.showAll')}
          onClick={room.showAllLevels}
        >
          {t('causes.levels.show')}
        </Button>
      </div>
      <div className="cause-zoom" role="group" aria-label={t('causes.zoom')}>
        <Button
          look="quiet"
          size="small"
          aria-label={t('causes.zoomOut')}
          onClick={() => room.ports.zoom(1 / 1.2)}
        >
          −
        </Button>
        <Button
          look="quiet"
          size="small"
          aria-label={t('causes.zoomIn')}
          onClick={() => room.ports.zoom(1.2)}
        >
          +
        </Button>
        <Fit room={room} />
      </div>
      <Menu
        size="small"
        icon="takeOut"
        label={t('causes.export')}
        onOpen={() => void room.acts.sizes(room.view).then((s) => setSizes(s ?? []))}
        items={[...copy, ...pictures, ...drawings.map(item), 'line', ...outlines.map(item)]}
      />
    </div>
  );
}

/** Between all of the drawing and a size at which it can be read; most often these are one. */
function Fit({ room }: { room: CausesRoom }) {
  const [words, tip] = fits[room.extent];
  return (
    <Tooltip text={t(tip)} keys="Ctrl+0">
      <Button look="quiet" size="small" className="cause-fit" onClick={() => room.ports.fit()}>
        {t(words)}
      </Button>
    </Tooltip>
  );
}

const fits = {
  readable: ['causes.fit', 'causes.fit.tip'],
  part: ['causes.fit.whole', 'causes.fit.whole.tip'],
  whole: ['causes.fit.readable', 'causes.fit.readable.tip'],
} as const satisfies Record<Extent, readonly [MessageKey, MessageKey]>;

function Bracket({ room, by }: { room: CausesRoom; by: 1 | -1 }) {
  return (
    <button
      type="button"
      className="bracket"
      aria-label={t(by < 0 ? 'causes.fewer' : 'causes.deeper')}
      onClick={() => room.stepLevel(by)}
    >
      <kbd className="key">{by < 0 ? '[' : ']'}</kbd>
    </button>
  );
}
