import { useCallback, useMemo } from 'react';
import { useBackend, type PicturesAdded } from '../../backend';
import { useWrite } from '../../editing';
import { t, tAny, tn } from '../../i18n';
import { showToast } from '../../ui';

/** The bytes of a file in base64, as the bindings carry them. */
async function inBase64(file: Blob): Promise<string> {
  return await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const text = typeof reader.result === 'string' ? reader.result : '';
      resolve(text.slice(text.indexOf(',') + 1));
    };
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'));
    reader.readAsDataURL(file);
  });
}

/** What can be done with the pictures of a review. Each refusal is a sentence in a toast. */
export function usePictureActs(ref: string) {
  const backend = useBackend();
  const write = useWrite();

  const tell = useCallback(
    (outcome: PicturesAdded | undefined) => {
      if (!outcome) return [];
      for (const no of outcome.refused) {
        showToast({
          tone: 'warn',
          text: t('picture.refused', { name: no.name, why: tAny(no.key, no.params) }),
        });
      }
      const fresh = outcome.added.filter((p) => !p.known);
      const known = outcome.added.length - fresh.length;
      const remarks = [...new Set(fresh.flatMap((p) => p.remarks))];
      if (fresh.length > 0) {
        const last = fresh.at(-1);
        showToast({
          icon: 'picture',
          text: [
            tn('picture.added', fresh.length),
            ...remarks.map((remark) => tAny(`picture.remark.${remark}`)),
          ].join(' '),
          ...(fresh.length === 1 &&
            last && {
              undo: () =>
                void write(() => backend.reviews.removePart(ref, `pictures/${last.id}`, '')),
            }),
        });
      } else if (known > 0) {
        showToast({ icon: 'picture', text: tn('picture.knownHere', known) });
      }
      return outcome.added.map((p) => p.id);
    },
    [backend, ref, write],
  );

  return useMemo(
    () => ({
      choose: async (about: string) =>
        tell(await write(() => backend.pictures.choose(ref, about, ''))),
      addFiles: async (paths: string[], about: string) =>
        tell(await write(() => backend.pictures.addFiles(ref, paths, about, ''))),
      paste: async (files: File[], about: string) => {
        const ids: string[] = [];
        for (const file of files) {
          const added = await write(async () =>
            backend.pictures.paste(ref, file.name, await inBase64(file), about, ''),
          );
          ids.push(...tell(added));
        }
        return ids;
      },
      save: async (id: string) => {
        const saved = await write(() => backend.pictures.save(ref, id));
        if (saved?.path)
          showToast({
            icon: 'file',
            text: t('picture.saved', { name: saved.path.split(/[/\\]/).at(-1) ?? saved.path }),
          });
      },
      move: (id: string, after: string) =>
        write(() => backend.reviews.movePart(ref, `pictures/${id}`, after, '')),
      remove: async (id: string) => {
        const path = `pictures/${id}`;
        if (!(await write(() => backend.reviews.removePart(ref, path, '')))) return false;
        showToast({
          icon: 'trash',
          text: t('picture.removed'),
          undo: () => void write(() => backend.reviews.restorePart(ref, path, '')),
        });
        return true;
      },
    }),
    [backend, ref, tell, write],
  );
}
