import { useNavigate } from '@tanstack/react-router';
import { useBackend, useSetting, useSpaces } from '../backend';
import { useCommands, type Command } from '../commands';
import { cameFromSearch, useSync, useWrite } from '../editing';
import { governanceTabs } from '../features/governance/tabs';
import type { Overlay } from './overlay';
import { useRegisterCommands } from './registerCommands';
import { useUndo } from './useUndo';

/** The commands that hold on every screen. */
export function useAppCommands({
  open,
  toggleRail,
  theme,
}: {
  /** The theme on the screen now. */
  theme: string;
  open: (overlay: Overlay) => void;
  toggleRail: () => void;
}) {
  const navigate = useNavigate();
  const undo = useUndo();
  const backend = useBackend();
  const write = useWrite();
  const sync = useSync();
  const shares = (useSpaces().data?.length ?? 0) > 0;
  const [, setTheme] = useSetting('theme', 'system');

  const commands: Command[] = [
    {
      id: 'app.find',
      title: 'palette.open',
      keys: ['Ctrl+K'],
      icon: 'search',
      group: 'everywhere',
      inField: true,
      hidden: true,
      run: () => open('palette'),
    },
    {
      id: 'app.keys',
      title: 'keys.title',
      keys: ['?'],
      icon: 'keyboard',
      group: 'everywhere',
      run: () => open('keys'),
    },
    {
      id: 'review.start',
      title: 'reviews.start',
      keys: ['n'],
      icon: 'plus',
      group: 'write',
      // In a room "n" is a plain letter for the room's own lists.
      when: (ctx) => !ctx.readOnly && ctx.review === null,
      run: () => open('start'),
    },
    {
      id: 'go.home',
      title: 'go.home',
      keys: ['g h'],
      icon: 'home',
      group: 'go',
      run: () => navigate({ to: '/home' }),
    },
    {
      id: 'go.incidents',
      title: 'go.incidents',
      keys: ['g n'],
      icon: 'bell',
      group: 'go',
      run: () => navigate({ to: '/incidents' }),
    },
    {
      id: 'go.services',
      title: 'go.services',
      keys: ['g x'],
      icon: 'hexagon',
      group: 'go',
      run: () => navigate({ to: '/incidents/services' }),
    },
    {
      id: 'go.reviews',
      title: 'go.reviews',
      keys: ['g r'],
      icon: 'reviews',
      group: 'go',
      run: () => navigate({ to: '/reviews' }),
    },
    {
      id: 'go.actions',
      title: 'go.actions',
      keys: ['g a'],
      icon: 'verified',
      group: 'go',
      run: () => navigate({ to: '/actions' }),
    },
    {
      id: 'go.library',
      title: 'go.library',
      keys: ['g l'],
      icon: 'library',
      group: 'go',
      run: () => navigate({ to: '/library' }),
    },
    {
      // Where a screen has a filter of its own, "/" is that one.
      id: 'go.search',
      title: 'go.search',
      keys: ['/'],
      icon: 'search',
      group: 'go',
      hidden: true,
      run: () => navigate({ to: '/library' }),
    },
    {
      id: 'library.back',
      title: 'library.back',
      keys: ['Escape'],
      icon: 'arrowLeft',
      group: 'go',
      when: (ctx) => !ctx.inField && ctx.review !== null && cameFromSearch(ctx.review),
      run: () => navigate({ to: '/library' }),
    },
    {
      id: 'go.import',
      title: 'reviews.import',
      keys: ['g i'],
      icon: 'bringIn',
      group: 'go',
      when: (ctx) => !ctx.readOnly,
      run: () => navigate({ to: '/import' }),
    },
    {
      id: 'go.conflicts',
      title: 'go.conflicts',
      keys: ['g c'],
      icon: 'exchange',
      group: 'go',
      run: () => navigate({ to: '/conflicts' }),
    },
    {
      id: 'go.spaces',
      title: 'go.spaces',
      keys: ['g p'],
      icon: 'people',
      group: 'go',
      run: () => navigate({ to: '/spaces' }),
    },
    {
      id: 'go.measures',
      title: 'go.measures',
      keys: ['g m'],
      icon: 'chart',
      group: 'go',
      run: () => navigate({ to: '/measures' }),
    },
    {
      id: 'action.study',
      title: 'studies.ofAction',
      icon: 'chart',
      group: 'say',
      when: (ctx) =>
        !ctx.readOnly && !ctx.inTrash && ctx.review !== null && ctx.selection?.kind === 'action',
      run: (ctx) =>
        void write(async () => {
          const start = {
            title: '',
            problem: '',
            review: ctx.review ?? '',
            action: ctx.selection?.id ?? '',
          };
          const ref = await backend.studies.create(start, '');
          await navigate({ to: '/measures/studies/$record', params: { record: ref } });
        }),
    },
    {
      id: 'go.studies',
      title: 'go.studies',
      icon: 'chart',
      group: 'go',
      run: () => navigate({ to: '/measures/studies' }),
    },
    {
      id: 'go.governance',
      title: 'go.governance',
      keys: ['g v'],
      icon: 'shield',
      group: 'go',
      hidden: governanceTabs.length === 0,
      when: () => governanceTabs.length > 0,
      run: () => navigate({ to: '/governance' }),
    },
    ...governanceTabs.map((tab) => ({
      id: `go.governance.${tab.id}`,
      title: tab.title,
      icon: 'shield',
      group: 'go' as const,
      run: () => navigate({ to: '/governance/$tab', params: { tab: tab.id } }),
    })),
    {
      id: 'spaces.sync',
      title: 'spaces.sync',
      keys: ['Ctrl+Shift+S'],
      icon: 'exchange',
      group: 'file',
      inField: true,
      when: (ctx) => !ctx.readOnly && shares && !sync.running,
      run: () => sync.start(),
    },
    {
      id: 'spaces.stop',
      title: 'spaces.stop',
      icon: 'stop',
      group: 'file',
      when: () => sync.running,
      run: sync.stop,
    },
    {
      id: 'go.trash',
      title: 'go.trash',
      keys: ['g t'],
      icon: 'trash',
      group: 'go',
      run: () => navigate({ to: '/trash' }),
    },
    {
      id: 'go.settings',
      title: 'go.settings',
      keys: ['g s'],
      icon: 'settings',
      group: 'go',
      run: () => navigate({ to: '/settings' }),
    },
    {
      id: 'go.help',
      title: 'go.help',
      keys: ['F1'],
      icon: 'question',
      group: 'go',
      inField: true,
      run: () => navigate({ to: '/help' }),
    },
    {
      id: 'edit.undo',
      title: 'act.undo',
      keys: ['Ctrl+Z'],
      icon: 'undo',
      group: 'everywhere',
      when: (ctx) => (!ctx.readOnly || ctx.inTrash) && ctx.review !== null,
      run: (ctx) => undo(ctx.review ?? '', 'undo'),
    },
    {
      id: 'edit.redo',
      title: 'act.redo',
      keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
      icon: 'redo',
      group: 'everywhere',
      when: (ctx) => (!ctx.readOnly || ctx.inTrash) && ctx.review !== null,
      run: (ctx) => undo(ctx.review ?? '', 'redo'),
    },
    {
      id: 'app.rail',
      title: 'rail.toggle',
      keys: ['Ctrl+\\'],
      icon: 'lines',
      group: 'everywhere',
      inField: true,
      run: toggleRail,
    },
    {
      id: 'app.theme',
      title: theme === 'dark' ? 'theme.toLight' : 'theme.toDark',
      icon: 'half',
      group: 'everywhere',
      run: () => setTheme(theme === 'dark' ? 'light' : 'dark'),
    },
    {
      id: 'app.nextPane',
      title: 'panes.next',
      keys: ['F6'],
      icon: 'arrowRight',
      group: 'everywhere',
      inField: true,
      hidden: true,
      run: () => focusRegion(1),
    },
    {
      id: 'app.previousPane',
      title: 'panes.previous',
      keys: ['Shift+F6'],
      icon: 'arrowLeft',
      group: 'everywhere',
      inField: true,
      hidden: true,
      run: () => focusRegion(-1),
    },
  ];
  useCommands('app', commands);
  useRegisterCommands();
}

/** Moves the focus to the next pane: rail, panes of the screen, status line. */
function focusRegion(step: 1 | -1) {
  const regions = [...document.querySelectorAll<HTMLElement>('.rail, .pane, .main, .status')]
    // A screen with panes is its panes.
    .filter((el) => !(el.matches('.main') && el.querySelector('.pane')));
  const at = regions.findIndex((el) => el.contains(document.activeElement));
  for (let i = 1; i <= regions.length; i += 1) {
    const region = regions[(at + step * i + regions.length * 2) % regions.length];
    const stop = region?.querySelector<HTMLElement>(
      '.rows, [tabindex="0"], a[href], button, input, select, textarea, [contenteditable="true"]',
    );
    if (stop) {
      stop.focus();
      return;
    }
  }
}
