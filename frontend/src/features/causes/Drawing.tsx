import { useState } from 'react';
import { t, tn } from '../../i18n';
import { SceneCanvas, type Box, type Framing } from '../../painter';
import { NodeEditor } from './NodeEditor';
import type { Picture } from './tree';
import type { CausesRoom } from './useCausesRoom';

// The head of a fishbone is at its right, that of the 5 Whys at the left.
// Its words are 12 px at a scale of 1; where they would be under 10, it is cut to fewer levels.
const fishbone: Framing = { align: 'center', spill: 'end', most: 1.55, least: 0.84, margin: 14 };
// Its columns are read one after the other: it goes on beyond its canvas rather than get small.
const whys: Framing = { align: 'start', spill: 'start', most: 1.25, least: 1, margin: 16 };

/** The drawing on its canvas: chosen, typed in and moved by hand as in the outline. */
export function Drawing({
  room,
  picture,
  idOfTree,
}: {
  room: CausesRoom;
  picture: Picture;
  idOfTree: string;
}) {
  const { tree, acts } = room;
  const { setCanvas } = room.ports;
  const [targets, setTargets] = useState<readonly string[]>([]);
  const isFishbone = picture.scene.kind === 'fishbone';
  const view = t(isFishbone ? 'causes.view.fishbone' : 'causes.view.whys');
  const edited = room.edit?.place === 'drawing' ? tree.find(room.edit.id) : undefined;

  function editor(place: (node: string) => Box | null, scale: number) {
    const edit = room.edit;
    if (!edited || !edit) return null;
    const box = place(edited.id) ?? place(edited.parent) ?? { x: 40, y: 40, w: 200, h: 40 };
    return (
      <div
        className="cause-over"
        style={{
          left: Math.max(4, box.x),
          top: Math.max(4, box.y),
          width: Math.max(190, box.w + 12),
          fontSize: Math.max(12, 12 * scale),
        }}
      >
        <NodeEditor
          key={edited.id}
          review={room.review.ref}
          node={edited}
          rev={picture.rev}
          typeAhead={room.typeAhead}
          onAct={(act, text, waiting) => room.onEditAct(act, edit, text, waiting)}
          onLeft={(text) => room.onLeftEditor(edit, text)}
          onPasteList={(text) => void room.pasteInEditor(edited, text)}
        />
      </div>
    );
  }

  return (
    <SceneCanvas
      ref={setCanvas}
      scene={picture.scene}
      name={t('causes.canvas', { view })}
      title={t('causes.drawing', { view, effect: tree.effect?.text ?? '' })}
      description={t('causes.drawing.text', { count: tn('count.causes', picture.counts.causes) })}
      describedBy={idOfTree}
      selected={room.selected}
      fitKey={`${picture.scene.kind} ${picture.level}`}
      framing={isFishbone ? fishbone : whys}
      onCramped={isFishbone ? () => room.cutFrom(picture.level) : undefined}
      onSelect={room.select}
      onOpen={(id) => {
        if (!room.readOnly) room.setEdit({ id, place: 'drawing' });
      }}
      onTap={() => {
        if (room.node && room.node.depth > 0 && room.node.children > 0 && !room.readOnly) {
          void acts.fold(room.node);
        }
      }}
      onPaste={room.readOnly ? undefined : (text) => void acts.paste(room.selected ?? '', text)}
      dragging={
        room.readOnly
          ? undefined
          : {
              canDrag: (id) => (tree.find(id)?.depth ?? 0) > 0,
              start: (id) =>
                void acts
                  .targets(id)
                  .then((list) => setTargets((list ?? []).map((each) => each.id))),
              targets,
              drop: (id, on) => void acts.moveTo(id, on),
              end: () => setTargets([]),
              label: (id) => tree.find(id)?.text ?? '',
            }
      }
      over={editor}
    />
  );
}
