import { useWaiting, type SpaceMirror, type SpaceState } from '../../backend';
import { t, tn } from '../../i18n';
import { Button, Chip, Icon, Menu, type MenuItem } from '../../ui';
import { addressWords, countsOf, exchangedWords, wantsKey } from './words';

/** One space: what it is called, where it lies, what waits. */
export function SpaceRow({
  space,
  mirror,
  busy,
  doing,
  onStop,
  failed,
  mayOnlyRead,
  readOnly,
  onSync,
  onSignIn,
  onCarry,
  onMirror,
  onEndMirror,
  onAlias,
  onAudience,
  onRemove,
}: {
  space: SpaceState;
  mirror: SpaceMirror | undefined;
  busy: boolean;
  /** How far it is while it is exchanged; "" at other times. */
  doing: string;
  /** Ends its exchange alone; undefined where there is none. */
  onStop: (() => void) | undefined;
  /** Its last exchange did not work; the account says why. */
  failed: boolean;
  /** Its place takes nothing from here, as its last exchange found. */
  mayOnlyRead: boolean;
  readOnly: boolean;
  onSync: () => void;
  onSignIn: () => void;
  onCarry: () => void;
  onMirror: () => void;
  onEndMirror: () => void;
  onAlias: () => void;
  onAudience: () => void;
  onRemove: () => void;
}) {
  const waiting = useWaiting();
  const asksWho = /^https?:/.test(space.address) || wantsKey(space.address);
  const items: MenuItem[] = [
    {
      id: 'sync',
      label: t('spaces.syncOne'),
      icon: 'exchange',
      off: busy && t('spaces.isRunning'),
      onSelect: onSync,
    },
    {
      id: 'carry',
      label: t('spaces.carry'),
      icon: 'folder',
      off: busy && t('spaces.isRunning'),
      onSelect: onCarry,
    },
    mirror
      ? { id: 'endMirror', label: t('spaces.mirror.end'), icon: 'close', onSelect: onEndMirror }
      : { id: 'mirror', label: t('spaces.mirror'), icon: 'file', onSelect: onMirror },
    ...(asksWho
      ? [{ id: 'signIn', label: t('spaces.signIn'), icon: 'person' as const, onSelect: onSignIn }]
      : []),
    { id: 'audience', label: t('spaces.audience.menu'), icon: 'people', onSelect: onAudience },
    { id: 'alias', label: t('spaces.alias.menu'), icon: 'pen', onSelect: onAlias },
    'line',
    {
      id: 'remove',
      label: t('spaces.remove'),
      icon: 'close',
      destructive: true,
      off: busy && t('spaces.isRunning'),
      onSelect: onRemove,
    },
  ];
  return (
    <li className="space-row">
      <Icon name="people" />
      <div className="grow">
        <div className="space-name strong">{space.name}</div>
        <div className="small ink-2 space-address">
          {space.audience
            ? t('spaces.audience.is', { audience: space.audience })
            : t('spaces.audience.none')}
        </div>
        {space.audienceAside && (
          <div className="small space-aside">
            <Icon name="warn" className="warn" />
            <span className="space-address">
              {t('spaces.audience.aside', { other: space.audienceAside })}{' '}
              {!readOnly && (
                <Button look="text" size="small" onClick={onAudience}>
                  {t('spaces.audience.choose')}
                </Button>
              )}
            </span>
          </div>
        )}
        <div className="meta space-address">
          {addressWords(space.address)}
          {space.alias && ` · ${t('spaces.alias.is', { alias: space.alias })}`}
        </div>
        {mirror && (
          <div className="meta space-address">
            {t('spaces.mirror.in', { folder: mirror.folder })}
          </div>
        )}
      </div>
      <div className="space-state small">
        <div className="ink-2 num">{countsOf(waiting(space), failed || mayOnlyRead)}</div>
        <div className="meta">{doing || exchangedWords(space)}</div>
        {onStop && (
          <Button
            look="text"
            size="small"
            aria-label={t('spaces.stopOne.of', { name: space.name })}
            onClick={onStop}
          >
            {t('spaces.stopOne')}
          </Button>
        )}
      </div>
      <div className="space-signs">
        {failed && (
          <Chip tone="warn" icon="warn">
            {t('spaces.notExchanged')}
          </Chip>
        )}
        {mayOnlyRead && (
          <Chip tone="warn" icon="warn">
            {t('spaces.mayOnlyRead')}
          </Chip>
        )}
        {space.undecided > 0 && (
          <a className="small line" href="#/conflicts">
            <Icon name="exchange" />
            {tn('spaces.undecided', space.undecided)}
          </a>
        )}
        {space.aside > 0 && (
          <Chip tone="warn" icon="warn">
            {tn('spaces.aside', space.aside)}
          </Chip>
        )}
        {space.user && <Chip icon="person">{space.user}</Chip>}
      </div>
      {!readOnly && (
        <Menu
          label={t('spaces.acts', { name: space.name })}
          aria-label={t('spaces.acts', { name: space.name })}
          icon="more"
          look="quiet"
          items={items}
        />
      )}
    </li>
  );
}
