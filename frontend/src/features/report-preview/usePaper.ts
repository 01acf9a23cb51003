import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  useBackend,
  useBackendEvent,
  type PaperPreview,
  type ReportChoice,
  type Review,
} from '../../backend';
import { flushTexts } from '../../editing';
import { bytesOf, Reader, type Paper } from './pdf';

/** Undoing step by step or typing makes one new report, not one for each change. */
const settleMs = 400;

/** The report of the review as it is now; the last one stays until the next can be shown. */
export function usePaper(review: Review, choice: ReportChoice) {
  const backend = useBackend();
  const rev = useSettled(review.rev);
  const printed = useQuery({
    // Not below the keys of the review: a change asks for a new report once it has settled.
    queryKey: ['paper', review.ref, rev, choice],
    queryFn: async () => {
      await flushTexts();
      return backend.reports.preview(review.ref, choice);
    },
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const { isShown, isStale, ...shown } = usePages(printed);
  return {
    ...shown,
    removed: printed.data?.removed ?? [],
    apart: printed.data?.apart ?? [],
    /** The revision of the review on the screen; 0 while it is not the report asked for. */
    seen: isShown ? (printed.data?.rev ?? 0) : 0,
    isStale: isStale || rev !== review.rev,
  };
}

/**
 * A report across records as they are now: `print` makes the one that `asked` names, and
 * any change of the records makes the next.
 */
export function usePaperAcross(asked: unknown, print: () => Promise<PaperPreview>) {
  const [changes, setChanges] = useState(0);
  const next = () => setChanges((n) => n + 1);
  useBackendEvent('review.changed', next);
  useBackendEvent('reviews.changed', next);
  const settled = useSettled(JSON.stringify([asked, changes]));
  const printed = useQuery({
    queryKey: ['paper', settled],
    queryFn: async () => {
      await flushTexts();
      return print();
    },
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const { isStale, ...shown } = usePages(printed);
  return { ...shown, isStale: isStale || settled !== JSON.stringify([asked, changes]) };
}

/** What was printed as pages for the screen. */
function usePages<T extends PaperPreview>(printed: UseQueryResult<T>) {
  const [reader] = useState(() => new Reader());
  useEffect(() => () => reader.close(), [reader]);

  const pdf = printed.data?.pdf;
  const [paper, setPaper] = useState<Paper | null>(null);
  const [shown, setShown] = useState<string>();
  const [damaged, setDamaged] = useState(false);
  // The same bytes are opened again when somebody asks for it.
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (pdf === undefined) return;
    let gone = false;
    reader.open(bytesOf(pdf)).then(
      (opened) => {
        if (gone) {
          opened.close();
          return;
        }
        setDamaged(false);
        setPaper(opened);
        setShown(pdf);
      },
      () => {
        if (!gone) setDamaged(true);
      },
    );
    return () => {
      gone = true;
    };
  }, [reader, pdf, attempt]);
  // The pages that show it have let go of it by then.
  useEffect(() => () => paper?.close(), [paper]);

  return {
    reader,
    paper,
    damaged,
    error: printed.error,
    unset: printed.data?.unset ?? [],
    /** What was asked for is on the screen. */
    isShown: !printed.isPlaceholderData && shown === pdf,
    isStale: printed.isPlaceholderData || printed.isFetching || shown !== pdf,
    retry: () => {
      setAttempt((n) => n + 1);
      void printed.refetch();
    },
  };
}

function useSettled<T extends string | number>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), settleMs);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
