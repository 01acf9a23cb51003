import { useRef } from 'react';
import type { CalendarRow } from '../../../backend';
import { t } from '../../../i18n';
import { IconButton, PaneHead, RowList } from '../../../ui';

/** The calendars by name, with the ways to get one. */
export function CalendarList({
  rows,
  selected,
  onSelect,
  onNew,
  onImport,
  onTrash,
}: {
  rows: readonly CalendarRow[];
  selected: string | null;
  onSelect: (ref: string) => void;
  onNew: () => void;
  onImport: () => void;
  onTrash: () => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  return (
    <>
      <PaneHead title={t('calendar.list')}>
        <IconButton icon="plus" label={t('calendar.new')} onClick={onNew} />
        <IconButton icon="bringIn" label={t('calendar.import')} onClick={onImport} />
        <IconButton icon="trash" label={t('calendar.trash')} onClick={onTrash} />
      </PaneHead>
      <RowList
        label={t('calendar.list')}
        items={rows}
        keyOf={(r) => r.ref}
        rowHeight={52}
        measure
        selected={selected}
        onSelect={onSelect}
        listRef={list}
        renderRow={(r) => (
          <div className="calendar-row">
            <div className="strong">{r.title}</div>
            <div className="meta">{r.zone}</div>
            <div className="meta mono">{r.ref}</div>
          </div>
        )}
      />
    </>
  );
}
