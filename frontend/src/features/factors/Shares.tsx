import type { ClassShare, ClassShares } from '../../backend';
import { formatNumber, t, tValue } from '../../i18n';

const percent = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

function listOf(shares: readonly ClassShare[]): string {
  return shares
    .map((s) => {
      const said = { name: tValue('class', s.class), count: formatNumber(s.count) };
      return s.share === undefined
        ? t('shares.count', said)
        : t('shares.share', { ...said, share: formatNumber(s.share * 100, percent) });
    })
    .join(', ');
}

/** Of which classes the contributing factors are, of the five and of the three. */
export function Shares({ shares }: { shares: ClassShares }) {
  if (shares.factors + shares.unclassed === 0) return null;
  const several = shares.classes.reduce((n, c) => n + c.count, 0) > shares.factors;
  return (
    <div className="factors-shares small ink-2">
      {shares.factors > 0 && (
        <>
          <p>
            {t('shares.classes', {
              count: formatNumber(shares.factors),
              list: listOf(shares.classes),
            })}
          </p>
          <p>{t('shares.rolled', { list: listOf(shares.rolled) })}</p>
          {several && <p>{t('shares.several')}</p>}
        </>
      )}
      {shares.unclassed > 0 && (
        <p>{t('shares.unclassed', { count: formatNumber(shares.unclassed) })}</p>
      )}
    </div>
  );
}
