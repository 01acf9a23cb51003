import { useEffect, useRef } from 'react';
import {
  useBackend,
  useJob,
  type IncidentQuery,
  type RegisterFormat,
  type RegisterKind,
  type SavedFile,
} from '../backend';
import { t, tAny } from '../i18n';
import { dismissTopic, showToast } from '../ui';
import { flushTexts } from './openSavers';
import { useWrite } from './useWrite';

type Save = (kind: RegisterKind, format: RegisterFormat, query: IncidentQuery) => void;

/** The one that saves for the whole window, so that it goes on when a screen is left. */
let saver: Save | null = null;

export const everyIncident: IncidentQuery = {
  words: '',
  severities: [],
  priorities: [],
  states: [],
  sources: [],
  services: [],
  reviews: [],
  from: '',
  to: '',
  import: '',
  twice: false,
  order: 'time',
  reverse: false,
};

/** Saves a report across records to a file the person names. */
export const saveRegister: Save = (...asked) => saver?.(...asked);

const topic = 'register';
/** How far a long one is, is said in tenths. */
const tenth = (done: number, total: number) => Math.floor((10 * done) / total) * 10;

/** Saves what `saveRegister` is asked for, and tells how far it is. Once in a window. */
export function useRegisterSaver() {
  const backend = useBackend();
  const write = useWrite();
  const job = useJob<SavedFile>();
  const running = job.state === 'running' && job.id !== '';
  const parts = running && job.total > 0 && job.done < job.total ? tenth(job.done, job.total) : -1;

  const save: Save = (kind, format, query) => {
    if (job.state === 'running') return;
    void flushTexts()
      .then(() => write(() => backend.reports.register(kind, format, query)))
      .then((id) => {
        // No id: the person closed the dialog, and nothing is to be said.
        if (id)
          job.start(
            () => Promise.resolve(id),
            (done) => backend.reports.registerResult(done),
          );
      });
  };
  const newest = useRef(save);
  const stop = useRef(job.stop);
  useEffect(() => {
    newest.current = save;
    stop.current = job.stop;
  });
  useEffect(() => {
    const own: Save = (...asked) => newest.current(...asked);
    saver = own;
    return () => {
      if (saver === own) saver = null;
    };
  }, []);

  useEffect(() => {
    if (parts < 0) return;
    showToast({
      topic,
      icon: 'file',
      text: t('report.register.saving', { percent: String(parts) }),
      act: { label: t('act.stop'), run: () => stop.current() },
    });
  }, [parts]);

  const path = job.result?.path;
  const problem = job.error;
  useEffect(() => {
    if (problem) {
      showToast({ topic, icon: 'warn', tone: 'warn', text: tAny(problem.key, problem.params) });
    } else if (path) {
      showToast({
        topic,
        icon: 'file',
        text: t('report.printed', { name: path.split(/[/\\]/).at(-1) ?? path }),
        act: { label: t('report.open'), run: () => void write(() => backend.reports.open(path)) },
      });
    } else if (job.state === 'idle') dismissTopic(topic);
    // A new end is a new object; what else is used here does not change the words.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [job.state, job.result, problem]);
}
