import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import {
  reviewKeys,
  useBackend,
  useBackendEvent,
  useJob,
  type ImportChannel,
  type ImportFile,
  type ImportPreview,
  type ImportResult,
} from '../../backend';
import { useSwitchWorkspace, useWrite } from '../../editing';
import { t } from '../../i18n';
import { dismissToast, showToast } from '../../ui';
import { doneWords, sumOf } from './model';

const none: ReadonlySet<string> = new Set();
const noPieces: ReadonlyMap<number, ReadonlySet<string>> = new Map();

/** What is said of a file is said of its content, wherever it stands when it is read again. */
const nameOf = (file: ImportFile | undefined) => (file ? `${file.sha256}/${file.path}` : '');

function placesOf(files: readonly ImportFile[], names: ReadonlySet<string>): ReadonlySet<number> {
  return new Set(files.flatMap((file, place) => (names.has(nameOf(file)) ? [place] : [])));
}

function toggled(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(names);
  if (!next.delete(name)) next.add(name);
  return next;
}

/**
 * The way of an import: files, a preview that changes nothing, the import, its
 * account. A change of zone or of workspace reads the same files again.
 */
export function useImport() {
  const backend = useBackend();
  const client = useQueryClient();
  const write = useWrite();
  const change = useSwitchWorkspace();
  const listing = useJob<ImportChannel[]>();
  const preview = useJob<ImportPreview>();
  const apply = useJob<ImportResult>();
  const [paths, setPaths] = useState<readonly string[]>([]);
  /** What is looked through for channels. */
  const [wanted, setWanted] = useState<readonly string[]>([]);
  /** Which of the files is looked at; it stays when they are read again. */
  const [at, setAt] = useState(0);
  const [zone, setZone] = useState('');
  const [merge, setMerge] = useState(false);
  /** By name, like those whose times are told: another file may have a place by then. */
  const [leftNames, setLeftOut] = useState<ReadonlySet<string>>(none);
  const [toldNames, setTold] = useState<ReadonlySet<string>>(none);
  /** Pieces of changed files that are left, by the place of the file. */
  const [leftPieces, setLeftPieces] = useState<ReadonlyMap<number, ReadonlySet<string>>>(noPieces);
  const [asText, setAsText] = useState<readonly string[]>([]);
  /** What somebody said of files that look like newer versions, by content. */
  const [newer, setNewer] = useState<Readonly<Record<string, boolean>>>({});
  /** Channels that are taken of a chat export; none takes all. */
  const [channels, setChannels] = useState<readonly string[]>([]);
  /** What a chat export holds, while it is asked which of it is taken. */
  const [offered, setOffered] = useState<{ paths: readonly string[]; list: ImportChannel[] }>();
  const [partial, setPartial] = useState<ImportResult | null>(null);
  const files = preview.result?.files ?? [];
  const leftOut = placesOf(files, leftNames);
  const told = placesOf(files, toldNames);
  const applying = useRef('');
  /** The sentence that nothing is imported yet; it goes when that is no longer so. */
  const toast = useRef(0);

  // What an import did before it was stopped or failed stands, so it is told too.
  useBackendEvent('job.done', ({ id, error }) => {
    if (!error || id !== applying.current) return;
    void write(() => backend.imports.applyResult(id)).then(async (result) => {
      if (!result || result.read === 0) return;
      setPartial(result);
      await client.invalidateQueries({ queryKey: reviewKeys.all });
    });
  });

  function look(
    from: readonly string[],
    inZone: string,
    text: readonly string[],
    taken: readonly string[] = channels,
    said: Readonly<Record<string, boolean>> = newer,
  ) {
    apply.reset();
    setPartial(null);
    preview.start(
      () => backend.imports.preview([...from], inZone, [...text], [...taken], { ...said }),
      (id) => backend.imports.previewResult(id),
    );
  }

  /** Says what was done, with the way back where it was one review. */
  async function tell(result: ImportResult) {
    await client.invalidateQueries({ queryKey: reviewKeys.all });
    const [only, second] = result.records;
    const done = result.created + result.updated;
    if (done === 0) return;
    showToast({
      icon: 'bringIn',
      text: doneWords(result.created, result.updated),
      ...(only && !second ? { undo: () => void takeBack(result, only.ref) } : {}),
    });
  }
  async function takeBack(result: ImportResult, ref: string) {
    const back = await write(() =>
      result.created > 0 ? backend.reviews.remove(ref) : backend.records.undo(ref, ''),
    );
    if (!back) return;
    await client.invalidateQueries({ queryKey: reviewKeys.all });
    clear();
    showToast({
      icon: 'undo',
      text: t(result.created > 0 ? 'import.takenBack' : 'import.mergeTakenBack', { ref }),
    });
  }

  function clear() {
    listing.reset();
    preview.reset();
    apply.reset();
    setPartial(null);
    setPaths([]);
  }

  function run() {
    dismissToast(toast.current);
    const update = merge && preview.result !== null && sumOf(preview.result, leftOut).updated > 0;
    const pieces = [...leftPieces].map(([place, keys]) => ({ place, keys: [...keys] }));
    const choice = { update, leaveOut: [...leftOut], told: [...told], pieces };
    apply.start(
      async () => {
        applying.current = await backend.imports.apply(preview.id, choice);
        return applying.current;
      },
      async (id) => {
        const result = await backend.imports.applyResult(id);
        await tell(result);
        return result;
      },
    );
  }

  function begin(from: readonly string[], taken: readonly string[]) {
    setPaths(from);
    setChannels(taken);
    setMerge(false);
    setAt(0);
    setLeftOut(none);
    setTold(none);
    setLeftPieces(noPieces);
    setAsText([]);
    setNewer({});
    look(from, zone, [], taken, {});
  }

  /** Looks through files; of a chat export with several channels it is asked first which are taken. */
  function list(from: readonly string[]) {
    setWanted(from);
    listing.start(
      () => backend.imports.channels([...from]),
      async (id) => {
        const found = await backend.imports.channelsResult(id);
        if (found.length > 1) setOffered({ paths: from, list: found });
        else begin(from, []);
        return found;
      },
    );
  }

  return {
    listing,
    preview,
    apply,
    /** The account: of all files, or of those that were done before the end. */
    account: apply.result ?? partial,
    broken: apply.result === null && partial !== null,
    at,
    setAt,
    zone,
    merge,
    setMerge,
    run,
    look: (from: readonly string[]) => {
      if (from.length > 0) list(from);
    },
    offered,
    take: (taken: readonly string[]) => {
      setOffered(undefined);
      if (offered) begin(offered.paths, taken);
    },
    takeNone: () => setOffered(undefined),
    readAgain: () => {
      // Without the list nobody could leave a channel out.
      if (listing.error) {
        list(wanted);
        return;
      }
      setLeftPieces(noPieces);
      look(paths, zone, asText);
    },
    /** Files that are not imported, by their place in the preview. */
    leftOut,
    leaveOut: (place: number) => setLeftOut((before) => toggled(before, nameOf(files[place]))),
    /** Files whose times in the text become entries. */
    told,
    takeTold: (place: number) => {
      setTold((before) => toggled(before, nameOf(files[place])));
      // Pieces are known by their place in the file, where others stand now.
      setLeftPieces((before) => new Map([...before].filter(([other]) => other !== place)));
    },
    leftPieces,
    /** Leaves pieces of a changed file, or takes them after all. */
    leavePieces: (place: number, keys: readonly string[], leave: boolean) =>
      setLeftPieces((before) => {
        const next = new Set(before.get(place));
        for (const key of keys) {
          if (leave) next.add(key);
          else next.delete(key);
        }
        return new Map(before).set(place, next);
      }),
    /** Reads a file that was kept aside as text, by its content. */
    readAsText: (sha256: string) => {
      const next = [...asText, sha256];
      setAsText(next);
      setLeftPieces(noPieces);
      look(paths, zone, next);
    },
    /** Says whether a file is a newer version of what it looks like, and reads it as that. */
    sayNewer: (sha256: string, is: boolean) => {
      const next = { ...newer, [sha256]: is };
      setNewer(next);
      if (is) setMerge(true);
      setLeftPieces(noPieces);
      look(paths, zone, asText, channels, next);
    },
    choose: async () => write(() => backend.imports.choose()),
    chooseFolder: async () => {
      const folder = await write(() => backend.imports.chooseFolder());
      return folder ? [folder] : [];
    },
    setZone: (next: string) => {
      setZone(next);
      setLeftPieces(noPieces);
      look(paths, next, asText);
    },
    /** Opens the person's own workspace and reads the same files there. */
    toOwn: async () => {
      try {
        await change.mutateAsync('own');
      } catch {
        // A toast has said why.
        return false;
      }
      setLeftPieces(noPieces);
      look(paths, zone, asText);
      toast.current = showToast({ icon: 'folder', text: t('import.where.now') });
      return true;
    },
    clear,
  };
}
