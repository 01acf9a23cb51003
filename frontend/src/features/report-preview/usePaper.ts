import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useBackend, type ReportChoice, type Review } from '../../backend';
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
    removed: printed.data?.removed ?? [],
    apart: printed.data?.apart ?? [],
    /** The revision of the review on the screen; 0 while it is not the report asked for. */
    seen: printed.isPlaceholderData || shown !== pdf ? 0 : (printed.data?.rev ?? 0),
    isStale: printed.isPlaceholderData || printed.isFetching || rev !== review.rev || shown !== pdf,
    retry: () => {
      setAttempt((n) => n + 1);
      void printed.refetch();
    },
  };
}

function useSettled(value: number): number {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), settleMs);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
