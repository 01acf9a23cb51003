import { useState } from 'react';
import { t, tn, type MessageKey } from '../../i18n';
import { SceneCanvas, type Box, type Direction } from '../../painter';
import { IconButton, Keys, type IconName } from '../../ui';
import { framings } from './framings';
import { NodeEditor } from './NodeEditor';
import type { Picture } from './tree';
import type { CausesRoom } from './useCausesRoom';

const ways = {
  left: { icon: 'arrowLeft', label: 'causes.more.left', keys: 'Shift+ArrowLeft' },
  right: { icon: 'arrowRight', label: 'causes.more.right', keys: 'Shift+ArrowRight' },
  up: { icon: 'arrowUp', label: 'causes.more.up', keys: 'Shift+ArrowUp' },
  down: { icon: 'arrowDown', label: 'causes.more.down', keys: 'Shift+ArrowDown' },
} as const satisfies Record<Direction, { icon: IconName; label: MessageKey; keys: string }>;

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
      isChosen={room.isChosen}
      fitKey={`${picture.scene.kind} ${picture.level} ${picture.maxW}`}
      framing={framings[isFishbone ? 'fishbone' : 'whys']}
      anchor={tree.effect?.id}
      onExtent={room.setExtent}
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
      more={(side, go) => (
        // The keyboard stays on the drawing, where its keys do the same.
        <IconButton
          look="plain"
          size="small"
          tabIndex={-1}
          icon={ways[side].icon}
          label={t(ways[side].label)}
          keys={ways[side].keys}
          onMouseDown={(e) => e.preventDefault()}
          onClick={go}
        />
      )}
      hint={
        <>
          <Keys keys="Shift+Arrows" />
          {t('causes.hint.pan')}
          <Keys keys="Ctrl+0" />
          {t('causes.hint.fit')}
        </>
      }
    />
  );
}
