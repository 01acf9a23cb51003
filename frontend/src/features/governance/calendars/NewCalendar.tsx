import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { parseError, reviewKeys, useBackend, useZones } from '../../../backend';
import { sentenceOf } from '../../../editing';
import { t } from '../../../i18n';
import { Button, Combobox, Dialog, TextField } from '../../../ui';

/** Asks for what a calendar needs to begin: a name and the zone its clocks are in. */
export function NewCalendar({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (ref: string) => void;
}) {
  const backend = useBackend();
  const client = useQueryClient();
  const zones = useZones();
  // A computer without a zone of its own says "Etc/Unknown", or nothing: then it is asked.
  const named = Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
  const here = named === undefined || named === 'Etc/Unknown' ? '' : named;
  const [title, setTitle] = useState('');
  const [zone, setZone] = useState(here);
  const [wrong, setWrong] = useState<{ field: string; text: string } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function make() {
    try {
      const { ref } = await backend.calendars.create(title.trim(), zone.trim(), '');
      await client.invalidateQueries({ queryKey: reviewKeys.lists() });
      onMade(ref);
    } catch (e) {
      setWrong({ field: parseError(e).fields[0]?.name ?? 'title', text: sentenceOf(e) });
    }
  }
  return (
    <Dialog title={t('calendar.new')} onClose={onClose}>
      <form
        className="calendar-form"
        onSubmit={(e) => {
          e.preventDefault();
          if (title.trim() && zone.trim()) void make();
        }}
      >
        <TextField
          ref={field}
          label={t('calendar.field.title')}
          help={t('calendar.newHelp')}
          wrong={wrong?.field === 'title' ? wrong.text : undefined}
          value={title}
          onChange={setTitle}
        />
        <Combobox
          label={t('calendar.field.zone')}
          help={t(here && zone === here ? 'calendar.zoneHere' : 'calendar.zoneHelp')}
          value={zone}
          options={zones}
          onChange={setZone}
          onPick={setZone}
          wrong={wrong?.field === 'zone' ? wrong.text : undefined}
        />
        <div className="dialog-acts">
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button
            className="safe"
            look="primary"
            type="submit"
            icon="plus"
            off={
              (title.trim() === '' && t('calendar.needTitle')) ||
              (zone.trim() === '' && t('calendar.zone_needed'))
            }
          >
            {t('calendar.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
