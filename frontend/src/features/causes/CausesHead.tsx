import { t, tAny, tn } from '../../i18n';
import { Button, Menu, Segment, type MenuItem } from '../../ui';
import type { Picture } from './tree';
import type { CausesRoom } from './useCausesRoom';

const drawings = ['svg', 'png', 'pdf', 'drawio', 'mermaid'] as const;
const outlines = ['opml', 'freemind', 'xmind', 'md', 'csv', 'json'] as const;

/** The tools of the canvas, in line with the heads of the panes beside it. */
export function CausesHead({ room, picture }: { room: CausesRoom; picture: Picture }) {
  const item = (format: string): MenuItem => ({
    id: format,
    label: tAny(`causes.export.${format}`),
    onSelect: () => void room.acts.exportAs(room.view, format),
  });
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
        items={[...drawings.map(item), 'line', ...outlines.map(item)]}
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
