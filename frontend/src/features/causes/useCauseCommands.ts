import { useEffect } from 'react';
import type { CauseMove } from '../../backend';
import { useCommandContext, useCommands, type Command } from '../../commands';
import type { MessageKey } from '../../i18n';
import { canCopyPicture } from './copyPicture';
import { classes, pictureScales } from './keys';
import { currentPlace, followPlace } from './place';
import { classIcons, classKeys } from './signs';
import { factorsLeft, otherKind } from './tree';
import { hasFacts } from './useCauseActs';
import type { CausesRoom } from './useCausesRoom';

const exportKeys = [
  ['svg', 'causes.export.svg'],
  ['pdf', 'causes.export.pdf'],
  ['drawio', 'causes.export.drawio'],
  ['mermaid', 'causes.export.mermaid'],
  ['opml', 'causes.export.opml'],
  ['freemind', 'causes.export.freemind'],
  ['xmind', 'causes.export.xmind'],
  ['md', 'causes.export.md'],
  ['csv', 'causes.export.csv'],
  ['json', 'causes.export.json'],
] as const satisfies readonly (readonly [string, MessageKey])[];

const classTitles: Record<(typeof classes)[number], MessageKey> = {
  technical: 'causes.class.technical',
  procedural: 'causes.class.procedural',
  human: 'causes.class.human',
  organisational: 'causes.class.organisational',
  external: 'causes.class.external',
};

const sides = { Left: 'left', Right: 'right', Up: 'up', Down: 'down' } as const;

/** Makes causes of the factors that are none yet. */
export const fromFactorsKey = 'f';

/**
 * Every act on causes as a command. Keys that make, fold or remove count only
 * while the outline or the drawing has the keyboard: on a button Tab and Enter
 * mean what they always mean.
 */
export function useCauseCommands(room: CausesRoom) {
  const { node, acts } = room;
  const factors = factorsLeft(room.review);
  useCommandContext({
    selection: node ? { kind: 'cause', id: node.id, label: node.text } : null,
  });

  useEffect(() => followPlace(), []);
  const place = currentPlace;

  const canWrite = !room.readOnly;
  const other = otherKind(node);
  const inTree = () => canWrite && node !== undefined && place() !== null;
  const onNode = () => inTree() && node !== undefined && node.depth > 0;
  const onCause = () => canWrite && hasFacts(node);
  const add = (where: 'after' | 'before' | 'child' | 'parent') => () => {
    if (!node) return;
    const how = node.depth === 0 && where !== 'parent' ? 'child' : where;
    void room.addAndType(how, node.id, place() ?? 'outline');
  };
  const shift = (how: CauseMove) => () => {
    if (node) void acts.move(node.id, how);
  };

  const commands: Command[] = [
    {
      id: 'causes.addAfter',
      title: 'causes.addAfter',
      keys: ['Enter'],
      icon: 'plus',
      group: 'write',
      when: inTree,
      run: add('after'),
    },
    {
      id: 'causes.addBefore',
      title: 'causes.addBefore',
      keys: ['Shift+Enter'],
      group: 'write',
      when: onNode,
      run: add('before'),
    },
    {
      id: 'causes.addChild',
      title: 'causes.addChild',
      keys: ['Tab'],
      icon: 'plus',
      group: 'write',
      when: inTree,
      run: add('child'),
    },
    {
      id: 'causes.insertParent',
      title: 'causes.insertParent',
      keys: ['Ctrl+Enter'],
      icon: 'fork',
      group: 'write',
      when: () => inTree() && hasFacts(node),
      run: add('parent'),
    },
    {
      id: 'causes.edit',
      title: 'causes.edit',
      keys: ['F2'],
      icon: 'pen',
      group: 'write',
      when: inTree,
      run: () => {
        if (node) room.setEdit({ id: node.id, place: place() ?? 'outline' });
      },
    },
    {
      id: 'causes.newCategory',
      title: 'causes.newCategory',
      icon: 'fishbone',
      group: 'write',
      when: () => canWrite,
      run: () => room.setOverlay('category'),
    },
    {
      id: 'causes.fromFactors',
      title: 'causes.fromFactors',
      keys: [fromFactorsKey],
      icon: 'fishbone',
      group: 'write',
      when: () => canWrite && factors > 0,
      run: () => acts.fromFactors(factors),
    },
    {
      id: 'causes.pasteList',
      title: 'causes.pasteList',
      icon: 'lines',
      group: 'write',
      when: () => canWrite,
      run: () => room.setOverlay('paste'),
    },
    {
      id: 'causes.remove',
      title: 'causes.remove',
      keys: ['Delete'],
      icon: 'trash',
      removes: true,
      group: 'write',
      when: onNode,
      run: () => {
        if (node) void acts.remove(node);
      },
    },
    ...(
      [
        ['up', 'causes.up', 'Alt+ArrowUp'],
        ['down', 'causes.down', 'Alt+ArrowDown'],
        ['out', 'causes.out', 'Alt+Shift+ArrowLeft'],
        ['in', 'causes.in', 'Alt+Shift+ArrowRight'],
      ] as const
    ).map(([how, title, keys]): Command => ({
      id: title,
      title,
      keys: [keys],
      group: 'move',
      hidden: true,
      when: onNode,
      run: shift(how),
    })),
    {
      id: 'causes.move',
      title: 'causes.move',
      keys: ['m'],
      icon: 'exchange',
      group: 'move',
      when: () => canWrite && node !== undefined && node.depth > 0,
      run: () => room.setOverlay('move'),
    },
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n): Command => ({
      id: `causes.toCategory${n}`,
      title: 'causes.toCategory',
      keys: [String(n)],
      group: 'move',
      hidden: true,
      when: () => onCause() && room.tree.categories[n - 1] !== undefined,
      run: () => {
        const to = room.tree.categories[n - 1];
        if (node && to && to.id !== node.parent) void acts.moveTo(node.id, to.id);
      },
    })),
    {
      id: 'causes.otherKind',
      title: other === 'cause' ? 'causes.makeCause' : 'causes.makeCategory',
      keys: ['c'],
      icon: 'fishbone',
      group: 'move',
      when: () => canWrite && other !== null,
      run: () => {
        if (other) shift(other)();
      },
    },
    {
      id: 'causes.link',
      title: 'causes.link',
      keys: ['l'],
      icon: 'link',
      group: 'say',
      when: onCause,
      run: () => room.setOverlay('link'),
    },
    {
      id: 'causes.cycleStatus',
      title: 'causes.cycleStatus',
      keys: ['v'],
      icon: 'ring',
      group: 'say',
      when: onCause,
      run: () => {
        if (node) void acts.cycleStatus(node);
      },
    },
    {
      id: 'causes.cycleAside',
      title: 'causes.cycleAside',
      keys: ['x'],
      icon: 'leaf',
      group: 'say',
      when: () => onCause() || (canWrite && room.aside !== undefined),
      run: () => {
        if (room.aside) void acts.cycleAside(room.aside, 0);
        else if (node) void acts.cycleAside(node, node.children);
      },
    },
    {
      id: 'causes.addAction',
      title: 'causes.action.add',
      keys: ['a'],
      icon: 'check',
      group: 'write',
      when: onCause,
      run: () => room.setOverlay('action'),
    },
    {
      id: 'causes.reader',
      title: 'causes.reader.title',
      keys: ['r'],
      icon: 'speech',
      group: 'see',
      when: () => hasFacts(node),
      run: () => room.setOverlay('reader'),
    },
    ...classes.map((c): Command => {
      const key = classKeys[c];
      return {
        id: `causes.class.${c}`,
        title: classTitles[c],
        ...(key ? { keys: [key] } : {}),
        icon: classIcons[c],
        group: 'say',
        when: onCause,
        run: () => {
          if (node) void acts.toggleClass(node, c);
        },
      };
    }),
    {
      id: 'causes.evidence',
      title: 'causes.evidence.attach',
      keys: ['e'],
      icon: 'clock',
      group: 'say',
      when: onCause,
      run: () => room.setOverlay('evidence'),
    },
    {
      id: 'causes.fold',
      title: 'causes.fold',
      keys: ['Space'],
      group: 'see',
      when: () => onNode() && (node?.children ?? 0) > 0,
      run: () => {
        if (node) void acts.fold(node);
      },
    },
    {
      id: 'causes.fewer',
      title: 'causes.fewer',
      keys: ['['],
      group: 'see',
      run: () => room.stepLevel(-1),
    },
    {
      id: 'causes.deeper',
      title: 'causes.deeper',
      keys: [']'],
      group: 'see',
      run: () => room.stepLevel(1),
    },
    {
      id: 'causes.switch',
      title: 'causes.switch',
      keys: ['F6'],
      icon: 'tree',
      group: 'see',
      inField: true,
      run: () => {
        // Round the three views of one tree: outline, fishbone, 5 Whys.
        if (place() !== 'drawing') {
          room.setView('fishbone');
          room.focus('drawing');
        } else if (room.view === 'fishbone') {
          room.setView('whys');
        } else {
          room.focus('outline');
        }
      },
    },
    {
      id: 'causes.fit',
      title: 'causes.fit.command',
      keys: ['Ctrl+0'],
      icon: 'fit',
      group: 'see',
      run: () => room.ports.fit(),
    },
    {
      id: 'causes.zoomIn',
      title: 'causes.zoomIn',
      keys: ['+', '='],
      group: 'see',
      run: () => room.ports.zoom(1.2),
    },
    {
      id: 'causes.zoomOut',
      title: 'causes.zoomOut',
      keys: ['-'],
      group: 'see',
      run: () => room.ports.zoom(1 / 1.2),
    },
    ...(['Left', 'Right', 'Up', 'Down'] as const).map((side): Command => ({
      id: `causes.pan${side}`,
      title: 'causes.pan',
      keys: [`Shift+Arrow${side}`],
      group: 'see',
      hidden: true,
      when: () => place() === 'drawing',
      run: () => room.ports.pan(sides[side]),
    })),
    {
      id: 'causes.key',
      title: 'causes.key.title',
      keys: ['k'],
      icon: 'question',
      group: 'see',
      run: () => room.setOverlay('key'),
    },
    {
      id: 'causes.leave',
      title: 'causes.leave',
      keys: ['Escape'],
      group: 'see',
      hidden: true,
      when: () => place() !== null,
      // Tab makes causes in the tree: this is the way out of it for the keyboard.
      run: () => document.querySelector<HTMLElement>('.steps [aria-current]')?.focus(),
    },
    {
      id: 'causes.copyPicture',
      title: 'causes.copyPicture',
      keys: ['Ctrl+Shift+C'],
      icon: 'takeOut',
      group: 'file',
      when: canCopyPicture,
      run: () => acts.copyPicture(room.view),
    },
    ...pictureScales.map((scale): Command => ({
      id: `causes.export.png${scale}`,
      title: 'causes.export.pngAt',
      params: { scale: String(scale) },
      icon: 'takeOut',
      group: 'file',
      run: () => acts.exportAs(room.view, 'png', scale),
    })),
    ...exportKeys.map(([format, title]): Command => ({
      id: `causes.export.${format}`,
      title,
      icon: 'takeOut',
      group: 'file',
      run: () => room.acts.exportAs(room.view, format),
    })),
  ];
  useCommands('pane', commands);
}
