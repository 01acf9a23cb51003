import { useState } from 'react';
import type { PictureSize } from '../../backend';
import { formatNumber, t, tAny, tn } from '../../i18n';
import { Button, Menu, Segment, type MenuItem } from '../../ui';
import { canCopyPicture } from './copyPicture';
import { pictureScales } from './keys';
import type { Picture } from './tree';
import type { CausesRoom } from './useCausesRoom';

const drawings = ['svg', 'pdf', 'drawio', 'mermaid'] as const;
const outlines = ['opml', 'freemind', 'xmind', 'md', 'csv', 'json'] as const;

/** The tools of the canvas, in line with the heads of the panes beside it. */
export function CausesHead({ room, picture }: { room: CausesRoom; picture: Picture }) {
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
  const at = room.steps.indexOf(room.level);
  const levels =
    room.level === 0 || at < 0
      ? t('causes.levels.all')
      : room.level < 0
        ? t('causes.levels.categories')
        : t('causes.levels.some', { level: room.level });
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
          causes: tn('count.causes', picture.counts.causes),
          open: picture.counts.open,
        })}
      </span>
      <span className="grow" />
      <div className="cause-levels" role="group" aria-label={t('causes.levels')}>
        <Bracket room={room} by={-1} />
        <Bracket room={room} by={1} />
        <span className="meta strong">{levels}</span>
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
        <Button look="quiet" size="small" onClick={() => room.ports.fit()}>
          {t('causes.fit')}
        </Button>
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
