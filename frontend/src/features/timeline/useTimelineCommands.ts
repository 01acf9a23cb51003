import type { Entry, ZoneMode } from '../../backend';
import { useCommands, type Command } from '../../commands';

/** What is being edited in the list. */
export type Mode = 'text' | 'time' | 'kind' | 'role' | 'workstream' | null;

/** The acts of the timeline, each with its key. */
export function useTimelineCommands({
  entry,
  zoneMode,
  setMode,
  remove,
  addBelow,
  addSituation,
  toFilter,
  toScribe,
  nextZone,
  toggleStrip,
}: {
  entry: Entry | undefined;
  zoneMode: ZoneMode;
  setMode: (mode: Mode) => void;
  remove: (entry: Entry) => void;
  addBelow: (entry: Entry | undefined) => void;
  addSituation: () => void;
  toFilter: () => void;
  toScribe: () => void;
  nextZone: () => void;
  /** None where a window has no room for the strip. */
  toggleStrip: (() => void) | undefined;
}) {
  const on: Command['when'] = (ctx) => entry !== undefined && !ctx.readOnly;
  const zoneTitles = {
    incident: 'timeline.zone.toUtc',
    utc: 'timeline.zone.toLocal',
    local: 'timeline.zone.toIncident',
  } as const;
  useCommands('pane', [
    {
      id: 'timeline.edit',
      title: 'timeline.edit',
      keys: ['e', 'F2'],
      icon: 'pen',
      group: 'write',
      when: on,
      run: () => setMode('text'),
    },
    {
      id: 'timeline.time',
      title: 'timeline.time.correct',
      keys: ['t'],
      icon: 'clock',
      group: 'write',
      when: on,
      run: () => setMode('time'),
    },
    {
      id: 'timeline.kind',
      title: 'timeline.setKind',
      keys: ['k', 'c'],
      icon: 'flag',
      group: 'say',
      when: on,
      run: () => setMode('kind'),
    },
    {
      id: 'timeline.role',
      title: 'timeline.setRole',
      keys: ['o'],
      icon: 'person',
      group: 'say',
      when: on,
      run: () => setMode('role'),
    },
    {
      id: 'timeline.workstream',
      title: 'timeline.setWorkstream',
      keys: ['w'],
      icon: 'lines',
      group: 'say',
      when: on,
      run: () => setMode('workstream'),
    },
    {
      id: 'timeline.write',
      title: 'timeline.write',
      keys: ['n'],
      icon: 'plus',
      group: 'write',
      when: (ctx) => !ctx.readOnly,
      run: toScribe,
    },
    {
      id: 'timeline.addBelow',
      title: 'timeline.addBelow',
      keys: ['Ctrl+Enter'],
      icon: 'arrowDown',
      group: 'write',
      when: on,
      run: () => addBelow(entry),
    },
    {
      id: 'timeline.situation',
      title: 'timeline.situation',
      keys: ['Ctrl+Shift+n'],
      icon: 'lines',
      group: 'write',
      when: (ctx) => !ctx.readOnly,
      run: addSituation,
    },
    {
      id: 'timeline.remove',
      title: 'timeline.remove',
      keys: ['Delete'],
      icon: 'trash',
      removes: true,
      group: 'write',
      when: on,
      run: () => entry && remove(entry),
    },
    {
      id: 'timeline.filter',
      title: 'timeline.filter',
      keys: ['/'],
      icon: 'search',
      group: 'see',
      run: toFilter,
    },
    {
      id: 'timeline.zone',
      title: zoneTitles[zoneMode],
      keys: ['z'],
      icon: 'clock',
      group: 'see',
      run: nextZone,
    },
    {
      id: 'timeline.strip',
      title: 'timeline.strip.toggle',
      keys: ['v'],
      icon: 'eye',
      group: 'see',
      when: () => toggleStrip !== undefined,
      run: () => toggleStrip?.(),
    },
  ]);
}
