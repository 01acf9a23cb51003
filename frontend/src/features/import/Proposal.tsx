import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { parseError, useBackend, type ImportPiece, type PieceState } from '../../backend';
import { formatNumber, t, tAny, tn } from '../../i18n';
import { Button, ErrorNote, Icon, type IconName } from '../../ui';

const icons: Record<PieceState, IconName> = {
  same: 'check',
  new: 'plus',
  file: 'file',
  joined: 'link',
  both: 'exchange',
  here: 'person',
  gone: 'trash',
  gone_kept: 'person',
  removed: 'person',
};
const nothing: ReadonlySet<string> = new Set();

/** A newer version of a known file, piece by piece: what came, and what would become of it. */
export function Proposal({
  job,
  place,
  told,
  merge,
  left = nothing,
  onLeave,
}: {
  job: string;
  place: number;
  /** The times in its text are taken. */
  told: boolean;
  /** The newer version is taken in; else nothing of all this happens. */
  merge: boolean;
  left?: ReadonlySet<string> | undefined;
  onLeave: (keys: readonly string[], leave: boolean) => void;
}) {
  const backend = useBackend();
  const pieces = useQuery({
    queryKey: ['import.proposal', job, place, told],
    queryFn: () => backend.imports.proposal(job, place, told),
    // What stands in the review may have changed since one looked at it last.
    staleTime: 0,
  });
  if (pieces.error) {
    const error = parseError(pieces.error);
    return (
      <ErrorNote
        title={t('import.proposal.failed')}
        text={tAny(error.key, error.params)}
        retry={() => void pieces.refetch()}
      />
    );
  }
  if (!pieces.data) return <p className="small ink-3">{t('import.proposal.looking')}</p>;
  const asking = pieces.data.filter((p) => p.asks);
  const staying = pieces.data.filter((p) => !p.asks && p.state !== 'same');
  const same = pieces.data.length - asking.length - staying.length;
  const taken = asking.filter((p) => !left.has(p.key));
  return (
    <section className="import-block import-proposal" aria-label={t('import.proposal')}>
      <h3 className="h3">
        {t('import.proposal')} <span className="meta num">{formatNumber(asking.length)}</span>
        {merge && asking.length > 1 && (
          <span className="import-proposal-all">
            <Button
              look="text"
              size="small"
              onClick={() =>
                onLeave(
                  asking.map((p) => p.key),
                  taken.length > 0,
                )
              }
            >
              {t(taken.length > 0 ? 'import.proposal.none' : 'import.proposal.all')}
            </Button>
          </span>
        )}
      </h3>
      {asking.length === 0 && <p className="small ink-2">{t('import.proposal.nothing')}</p>}
      {asking.length > 0 && !merge && (
        <p className="small line">
          <Icon name="info" />
          <span className="grow">{t('import.proposal.off')}</span>
        </p>
      )}
      <ul className="import-pieces">
        {asking.map((p) => (
          <Piece
            key={p.key}
            piece={p}
            taken={merge && !left.has(p.key)}
            off={!merge}
            onTake={(take) => onLeave([p.key], !take)}
          />
        ))}
      </ul>
      {staying.length > 0 && (
        <>
          <h4 className="label">{t('import.proposal.staying')}</h4>
          <ul className="import-pieces">
            {staying.map((p) => (
              <Piece key={p.key} piece={p} />
            ))}
          </ul>
        </>
      )}
      {same > 0 && <p className="meta">{tn('import.proposal.same', same)}</p>}
    </section>
  );
}

function Piece({
  piece: p,
  taken,
  off = false,
  onTake,
}: {
  piece: ImportPiece;
  /** Undefined where there is nothing to choose. */
  taken?: boolean;
  /** The newer version is not brought in, so nothing of it is chosen yet. */
  off?: boolean;
  onTake?: (take: boolean) => void;
}) {
  const words = useId();
  const kind = p.collection ? tAny(`history.part.${p.collection}`) : '';
  const will = off
    ? ''
    : taken === false
      ? t('import.piece.left')
      : tAny(`import.piece.will.${p.state}`);
  return (
    <li className={`import-piece ${taken === false && !off ? 'left' : ''}`}>
      {onTake ? (
        <input
          type="checkbox"
          checked={taken}
          disabled={off}
          aria-labelledby={words}
          onChange={(e) => onTake(e.target.checked)}
        />
      ) : (
        <span aria-hidden />
      )}
      <div className="import-piece-words">
        <div id={words}>
          {kind && <span className="meta">{kind} </span>}
          {p.at && <span className="num ink-2">{p.at} </span>}
          <span className="strong">{p.words || t('import.untitled')}</span>
          {p.count > 1 && <span className="meta"> {tn('count.causes', p.count)}</span>}
        </div>
        {p.changes.map((c, i) => (
          <dl key={i} className="import-change">
            {p.state !== 'new' && (
              <>
                <dt>{t('import.change.here', { field: c.field })}</dt>
                <dd>{c.here || t('conflicts.nothing')}</dd>
              </>
            )}
            <dt>{t('import.change.file')}</dt>
            <dd>{c.file || t('conflicts.nothing')}</dd>
            {p.state === 'joined' && c.becomes !== c.file && (
              <>
                <dt>{t('import.change.becomes')}</dt>
                <dd>{c.becomes}</dd>
              </>
            )}
          </dl>
        ))}
      </div>
      <div className="import-piece-state small">
        <span className={`line ${p.state === 'both' ? 'warn' : ''}`}>
          <Icon name={icons[p.state]} />
          {tAny(`import.piece.${p.state}`)}
        </span>
        {will && <span className="meta">{will}</span>}
      </div>
    </li>
  );
}
