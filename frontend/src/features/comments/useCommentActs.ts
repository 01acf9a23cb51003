import { useBackend, type ReviewComment } from '../../backend';
import { useWrite } from '../../editing';
import { t } from '../../i18n';
import { showToast } from '../../ui';

/** What a person can do with the comments of a review; each is a step that can be taken back. */
export function useCommentActs(ref: string) {
  const backend = useBackend();
  const write = useWrite();
  return {
    add: (about: string, text: string, role: string) =>
      write(() =>
        backend.reviews.addPart(ref, 'comments', JSON.stringify({ text, about, role }), '', ''),
      ),
    settle: (c: ReviewComment, state: ReviewComment['state']) =>
      write(() =>
        backend.reviews.setField(ref, `comments/${c.id}/state`, JSON.stringify(state), ''),
      ),
    remove: async (c: ReviewComment) => {
      const path = `comments/${c.id}`;
      if (!(await write(() => backend.reviews.removePart(ref, path, '')))) return;
      showToast({
        icon: 'trash',
        text: t('comment.removed'),
        undo: () => void write(() => backend.reviews.restorePart(ref, path, '')),
      });
    },
  };
}
