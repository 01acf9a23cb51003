import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  reviewKeys,
  useBackend,
  useJob,
  type IncidentAnswers,
  type IncidentImported,
  type IncidentWithdrawn,
  type WireError,
} from '../../backend';
import { useWrite } from '../../editing';
import { formatNumber, t, tn } from '../../i18n';
import { showToast } from '../../ui';

export const noAnswers: IncidentAnswers = { zone: '', dayOrder: '', columns: {}, twins: '' };

/** A file that was chosen and did not come in as a whole. */
export type Missed = { file: string; error: WireError };

const nameOf = (path: string) => path.split(/[/\\]/u).at(-1) ?? path;

export type Asked = { path: string; answers: IncidentAnswers; result: IncidentImported };

/** What was not asked again because such a file has been asked about before. */
function asBefore({ zone, dayOrder, columns }: IncidentAnswers): string[] {
  const what = [
    ...(zone === '-' ? [t('incident.asBefore.noZone')] : []),
    ...(zone && zone !== '-' ? [t('incident.asBefore.zone', { zone })] : []),
    ...(dayOrder
      ? [t(dayOrder === 'day' ? 'incident.asBefore.day' : 'incident.asBefore.month')]
      : []),
    ...(Object.keys(columns).length > 0 ? [t('incident.asBefore.mapping')] : []),
  ];
  return what.length > 0 ? [t('incident.asBefore', { what: what.join(', ') })] : [];
}

function doubled(alike: number): string[] {
  return alike > 0 ? [tn('incident.alike', alike)] : [];
}

/** Bringing files in one after the other, what they ask on the way, and taking an import back. */
export function useBringIn() {
  const backend = useBackend();
  const client = useQueryClient();
  const write = useWrite();
  const taking = useJob<IncidentImported>();
  const leaving = useJob<IncidentWithdrawn>();
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const [missed, setMissed] = useState<readonly Missed[]>([]);
  const [asked, setAsked] = useState<Asked | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: reviewKeys.lists() });

  function read(
    path: string,
    answers: IncidentAnswers,
    rest: readonly string[],
    begin = () => backend.incidents.import(path, answers),
  ) {
    setAsked(null);
    setWaiting(rest);
    taking.start(
      begin,
      async (id) => {
        const result = await backend.incidents.importResult(id);
        if (result.questions.length > 0) setAsked({ path, answers, result });
        else {
          await refresh();
          tell(result);
          goOn(rest);
        }
        return result;
      },
      (error) => {
        // Who stops one file stops them all.
        if (error.code === 'cancelled') {
          setWaiting([]);
          return;
        }
        void refresh();
        setMissed((before) => [...before, { file: nameOf(path), error }]);
        goOn(rest);
      },
    );
  }

  function goOn([next, ...after]: readonly string[]) {
    if (next !== undefined) setTimeout(() => read(next, noAnswers, after), 0);
  }

  function tell({ import: i, remembered, alike }: IncidentImported) {
    const counts = {
      file: i.file,
      created: formatNumber(i.created),
      updated: formatNumber(i.updated),
      unchanged: formatNumber(i.unchanged),
      quarantined: formatNumber(i.quarantined),
    };
    const nothing = i.created + i.updated === 0;
    showToast({
      icon: 'bringIn',
      tone: i.quarantined > 0 ? 'warn' : undefined,
      topic: 'undo',
      text: [t('incident.taken', counts), ...asBefore(remembered), ...doubled(alike)].join('. '),
      ...(nothing ? {} : { undo: () => withdraw(i.id) }),
    });
  }

  function withdraw(importId: string) {
    leaving.start(
      () => backend.incidents.withdraw(importId),
      async (id) => {
        const done = await backend.incidents.withdrawResult(id);
        await refresh();
        showToast({
          icon: 'undo',
          topic: 'undo',
          text: t('incident.withdrawn', {
            file: done.file,
            removed: formatNumber(done.removed),
            restored: formatNumber(done.restored),
            left: formatNumber(done.left),
          }),
        });
        return done;
      },
    );
  }

  return {
    taking,
    leaving,
    asked,
    missed,
    choose: async () => {
      const paths = await write(() => backend.incidents.choose());
      const [first, ...rest] = paths ?? [];
      if (first === undefined) return;
      setMissed([]);
      read(first, noAnswers, rest);
    },
    /** Brings in files that lie somewhere known. */
    bring: ([first, ...rest]: readonly string[]) => {
      if (first === undefined) return;
      setMissed([]);
      read(first, noAnswers, rest);
    },
    /** Goes on with an import that was stopped. */
    resume: (importId: string, path: string) => {
      setMissed([]);
      read(path, noAnswers, [], () => backend.incidents.resume(importId));
    },
    answer: (answers: IncidentAnswers) => asked && read(asked.path, answers, waiting),
    leave: () => {
      setAsked(null);
      goOn(waiting);
    },
    withdraw,
  };
}
