import { useEffect, useRef, useState } from 'react';
import { parseError, type WireError } from './errors';
import { useBackend } from './hooks';

export type Job<R> = {
  state: 'idle' | 'running' | 'done' | 'failed';
  done: number;
  total: number;
  label: string;
  result: R | null;
  error: WireError | null;
  /** Failed is told of an end that is no result; one that a person stopped has the code "cancelled". */
  start: (
    begin: () => Promise<string>,
    read: (id: string) => Promise<R>,
    failed?: (error: WireError) => void,
  ) => void;
  stop: () => void;
  reset: () => void;
  id: string;
};

const idle = {
  state: 'idle' as const,
  done: 0,
  total: 0,
  label: '',
  result: null,
  error: null,
  id: '',
};

type JobEnd = { id: string; error?: string | null };

/**
 * Follows one long piece of work: begin gives its id, events tell how far it is,
 * read fetches what came out. A job that ends before its id is known here is not
 * missed: ends are kept until they are asked for.
 */
export function useJob<R>(): Job<R> {
  const backend = useBackend();
  const [state, setState] = useState<Omit<Job<R>, 'start' | 'stop' | 'reset'>>(idle);
  const current = useRef('');
  const ended = useRef(new Map<string, JobEnd>());
  const onEnd = useRef<((end: JobEnd) => void) | null>(null);

  useEffect(() => {
    const stops = [
      backend.on('job.progress', (p) => {
        if (p.id !== current.current) return;
        setState((s) => ({ ...s, done: p.done, total: p.total, label: p.label }));
      }),
      backend.on('job.done', (end) => {
        ended.current.set(end.id, end);
        if (end.id === current.current) onEnd.current?.(end);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [backend]);

  async function run(...[begin, read, failed]: Parameters<Job<R>['start']>) {
    setState({ ...idle, state: 'running' });
    try {
      const id = await begin();
      current.current = id;
      setState((s) => ({ ...s, id }));
      const end = await new Promise<JobEnd>((resolve) => {
        onEnd.current = resolve;
        const early = ended.current.get(id);
        if (early) resolve(early);
      });
      if (current.current !== id) return;
      if (end.error) throw parseError(end.error);
      const result = await read(id);
      setState((s) => ({ ...s, state: 'done', result }));
    } catch (e) {
      const error = parseError(e);
      // A person stopped it: back to where it began, nothing to say.
      setState(error.code === 'cancelled' ? idle : { ...idle, state: 'failed', error });
      failed?.(error);
    }
  }

  return {
    ...state,
    start: (...work) => void run(...work),
    stop: () => {
      if (current.current) void backend.imports.cancel(current.current);
    },
    reset: () => {
      current.current = '';
      setState(idle);
    },
  };
}
