import { formatNumber, t } from '../../i18n';
import { Button, Menu } from '../../ui';
import { pxPerPoint, zoomSteps, type Zoom } from './zoom';

export type Tools = {
  page: number;
  /** 0 while nothing is shown. */
  count: number;
  zoom: Zoom;
  scale: number;
  onZoom: (zoom: Zoom) => void;
  onStep: (by: 1 | -1) => void;
};

const percent = (z: number) => formatNumber(z, { style: 'percent', maximumFractionDigits: 0 });

/** Which page is at the eye, and how large pages are. */
export function PageTools({
  page,
  count,
  isStale,
  zoom,
  scale,
  onZoom,
  onStep,
}: Tools & { isStale: boolean }) {
  return (
    <>
      {isStale ? (
        <span className="meta paper-next">
          <span className="paper-turning" aria-hidden />
          {t('report.renewing')}
        </span>
      ) : (
        count > 0 && <span className="meta num">{t('report.pageLabel', { page, count })}</span>
      )}
      <div className="paper-zoom" role="group" aria-label={t('report.zoom')}>
        <Button
          look="quiet"
          size="small"
          aria-label={t('report.zoomOut')}
          onClick={() => onStep(-1)}
        >
          −
        </Button>
        <Menu
          label={t('report.zoom')}
          text={scale > 0 ? percent(scale / pxPerPoint) : percent(1)}
          size="small"
          items={[
            {
              id: 'width',
              label: t('report.fit.width'),
              keys: 'w',
              ticked: zoom === 'width',
              onSelect: () => onZoom('width'),
            },
            {
              id: 'page',
              label: t('report.fit.page'),
              keys: 'p',
              ticked: zoom === 'page',
              onSelect: () => onZoom('page'),
            },
            'line',
            ...zoomSteps.map((z) => ({
              id: String(z),
              label: percent(z),
              ...(z === 1 ? { keys: '0' } : {}),
              ticked: zoom === z,
              onSelect: () => onZoom(z),
            })),
          ]}
        />
        <Button look="quiet" size="small" aria-label={t('report.zoomIn')} onClick={() => onStep(1)}>
          +
        </Button>
      </div>
    </>
  );
}
