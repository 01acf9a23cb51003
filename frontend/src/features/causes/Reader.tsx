import { t, tAny } from '../../i18n';
import { Dialog, Segment } from '../../ui';
import './reader.css';
import { StatusSign } from './StatusSign';
import { chainOf } from './tree';
import type { CausesRoom } from './useCausesRoom';

const verdicts = ['holds', 'breaks', 'open'] as const;

/** R: the chain read aloud, from its root to the effect, one "therefore" after the other. */
export function Reader({ room, onClose }: { room: CausesRoom; onClose: () => void }) {
  const chain = chainOf(room.tree, room.selected);
  return (
    <Dialog title={t('causes.reader.title')} className="cause-reader" onClose={onClose}>
      <p className="small ink-2">{t('causes.reader.lead')}</p>
      <ol className="reader-chain">
        {chain.map((node, i) => {
          const next = chain[i + 1];
          const words = node.text.trim() || t('causes.untitled');
          return (
            <li key={node.id} aria-current={node.id === room.selected ? true : undefined}>
              <p className={i === chain.length - 1 ? 'strong' : ''}>
                {i > 0 && <span className="reader-therefore">{t('causes.reader.therefore')} </span>}
                {node.status !== '' && <StatusSign status={node.status} />} {words}
              </p>
              {next && (
                <Segment
                  label={t('causes.check.sentence', { cause: words, effect: next.text })}
                  value={node.therefore ?? ''}
                  options={verdicts.map((v) => ({ value: v, label: tAny(`causes.verdict.${v}`) }))}
                  onChange={(v) => {
                    if (!room.readOnly) void room.acts.set(node.id, 'therefore', v);
                  }}
                />
              )}
            </li>
          );
        })}
      </ol>
    </Dialog>
  );
}
