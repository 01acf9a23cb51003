import { useBackend, type InboxFolder } from '../../../backend';
import { useWrite } from '../../../editing';
import { t, tAny } from '../../../i18n';
import { Icon, Menu, showToast } from '../../../ui';

/** The watched folders: how each stands, and what can be done with it. */
export function Folders({
  folders,
  locked,
}: {
  folders: readonly InboxFolder[];
  locked: string | false;
}) {
  const backend = useBackend();
  const write = useWrite();
  const set = (f: InboxFolder, paused: boolean, move: boolean) =>
    void write(() => backend.inbox.set(f.id, paused, move));
  async function end(f: InboxFolder) {
    const gone = await write(() => backend.inbox.remove(f.id).then(() => true));
    if (!gone) return;
    showToast({
      icon: 'folder',
      topic: 'undo',
      text: t('inbox.ended', { folder: f.folder }),
      undo: () => void write(() => backend.inbox.add(f.folder, f.move)),
    });
  }
  return (
    <ul className="inbox-folders" aria-label={t('inbox.folders')}>
      {folders.map((f) => (
        <li key={f.id} className={f.problem ? 'wrong' : ''}>
          <Icon name={f.problem ? 'warn' : 'folder'} />
          <div className="grow">
            <div className="mono inbox-path">{f.folder}</div>
            <div className="small ink-2">
              {f.problem
                ? tAny(f.problem.key, f.problem.params ?? {})
                : t(f.paused ? 'inbox.paused' : f.move ? 'inbox.moves' : 'inbox.stays')}
            </div>
          </div>
          <Menu
            label={t('inbox.folderActs', { folder: f.folder })}
            text={t('inbox.acts')}
            size="small"
            off={locked}
            items={[
              {
                id: 'pause',
                label: t(f.paused ? 'inbox.goOn' : 'inbox.pause'),
                icon: f.paused ? 'play' : 'stop',
                onSelect: () => set(f, !f.paused, f.move),
              },
              {
                id: 'move',
                label: t('inbox.move'),
                ticked: f.move,
                onSelect: () => set(f, f.paused, !f.move),
              },
              'line',
              {
                id: 'end',
                label: t('inbox.end'),
                icon: 'close',
                onSelect: () => void end(f),
              },
            ]}
          />
        </li>
      ))}
    </ul>
  );
}
