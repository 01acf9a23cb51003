import { useBackendEvent } from '../backend';
import { useCommands, useRegistry } from '../commands';
import { useReadOnly } from '../editing';
import { usePasting, usePictureActs } from '../features/pictures';

const collections: Record<string, string | undefined> = {
  section: 'sections',
  entry: 'timeline',
  factor: 'factors',
  cause: 'causes',
  action: 'actions',
};

/** Pictures come into an open review by key, by paste and by drop, to what the person is at. */
export function RoomPictures({ review }: { review: string }) {
  const registry = useRegistry();
  const acts = usePictureActs(review);
  const readOnly = useReadOnly();
  const about = () => {
    const chosen = registry.context().selection;
    const collection = chosen ? collections[chosen.kind] : undefined;
    return chosen && collection ? `${collection}/${chosen.id}` : '';
  };
  useCommands('screen', [
    {
      id: 'review.addPicture',
      title: 'picture.addHere',
      keys: ['Alt+P'],
      icon: 'picture',
      group: 'write',
      inField: true,
      when: (ctx) => !ctx.readOnly,
      run: () => acts.choose(about()),
    },
  ]);
  usePasting(review, about, !readOnly);
  useBackendEvent('files.dropped', ({ paths, pictures }) => {
    if (pictures && !readOnly) void acts.addFiles(paths, about());
  });
  return null;
}
