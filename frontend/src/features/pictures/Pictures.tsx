import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useNumberSetting, usePictureUses, type Picture, type Review } from '../../backend';
import { useCommandContext, useCommands, type Command } from '../../commands';
import {
  LargePicture,
  pictureWords,
  ReviewPicture,
  useAskedPart,
  useReadOnly,
} from '../../editing';
import { t } from '../../i18n';
import { Button, EmptyState, Panes, useMedia, wideWindow } from '../../ui';
import { PictureInspector } from './PictureInspector';
import './pictures.css';
import { usePictureActs } from './usePictureActs';

/** All pictures of a review: a wall of them, and beside it the words of the chosen one. */
export function Pictures({ review }: { review: Review }) {
  const acts = usePictureActs(review.ref);
  const readOnly = useReadOnly();
  const wide = useMedia(wideWindow);
  const [width, setWidth] = useNumberSetting('pane.pictures.right', wide ? 360 : 296);
  const [selected, setSelected] = useState<string | null>(null);
  const [large, setLarge] = useState(false);
  const uses = usePictureUses(review.ref, review.rev).data ?? {};
  const wanted = useRef<string | null>(null);
  const wall = useRef<HTMLUListElement>(null);

  const list = review.pictures;
  const here = list.find((p) => p.id === selected) ?? null;
  const at = here ? list.indexOf(here) : -1;

  // The tile that should have the focus may come with the next answer of Go only.
  useEffect(() => {
    if (wanted.current === null) return;
    const el = wall.current?.querySelector<HTMLElement>(`[data-picture="${wanted.current}"]`);
    if (!el) return;
    wanted.current = null;
    el.focus();
  });

  const go = (id: string | null) => {
    wanted.current = id;
    setSelected(id);
  };
  useAskedPart(go);
  const add = async () => {
    const ids = await acts.choose('');
    const last = ids.at(-1);
    if (last) go(last);
  };
  const remove = async (picture: Picture) => {
    const next = list[at + 1] ?? list[at - 1];
    if (await acts.remove(picture.id)) go(next?.id ?? null);
  };
  const move = async (by: 1 | -1) => {
    if (!here) return;
    const behind = by === 1 ? list[at + 1] : list[at - 2];
    if (by === -1 && at === 0) return;
    if (by === 1 && !behind) return;
    wanted.current = here.id;
    await acts.move(here.id, behind?.id ?? '');
  };

  const may = here !== null && !readOnly;
  useCommandContext({
    selection: here ? { kind: 'picture', id: here.id, label: pictureWords(here) } : null,
  });
  const commands: Command[] = [
    {
      id: 'pictures.add',
      title: 'picture.add',
      keys: ['n'],
      icon: 'plus',
      group: 'write',
      when: () => !readOnly,
      run: () => add(),
    },
    {
      id: 'pictures.open',
      title: 'picture.open',
      keys: ['Enter'],
      icon: 'fit',
      group: 'see',
      when: () => here !== null,
      run: () => setLarge(true),
    },
    {
      id: 'pictures.save',
      title: 'picture.save',
      keys: ['Ctrl+S'],
      icon: 'takeOut',
      group: 'see',
      when: () => here !== null,
      run: () => here && acts.save(here.id),
    },
    {
      id: 'pictures.earlier',
      title: 'picture.earlier',
      keys: ['Alt+ArrowLeft'],
      icon: 'arrowLeft',
      group: 'move',
      when: () => may && at > 0,
      run: () => move(-1),
    },
    {
      id: 'pictures.later',
      title: 'picture.later',
      keys: ['Alt+ArrowRight'],
      icon: 'arrowRight',
      group: 'move',
      when: () => may && at < list.length - 1,
      run: () => move(1),
    },
    {
      id: 'pictures.remove',
      title: 'picture.remove',
      keys: ['Delete'],
      icon: 'trash',
      removes: true,
      group: 'write',
      when: () => may,
      run: () => here && remove(here),
    },
  ];
  useCommands('pane', commands);

  function onKey(e: KeyboardEvent) {
    if (e.ctrlKey || e.altKey || e.metaKey || e.shiftKey) return;
    // How many stand in a row is for the page to know: the tiles tell it by where they are.
    const tiles = [...(wall.current?.querySelectorAll<HTMLElement>('[data-picture]') ?? [])];
    const top = tiles[0]?.offsetTop;
    const columns = Math.max(1, tiles.filter((x) => x.offsetTop === top).length);
    const to = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + columns,
      ArrowUp: at - columns,
      Home: 0,
      End: list.length - 1,
    }[e.key];
    if (to !== undefined) {
      const next = list[to];
      if (next) go(next.id);
    } else if (e.key === 'Enter' && here) setLarge(true);
    else return;
    e.preventDefault();
  }

  if (list.length === 0) {
    return (
      <EmptyState
        title={t('picture.empty.title')}
        lead={t('picture.empty.lead')}
        acts={
          !readOnly && (
            <Button look="primary" size="large" icon="plus" keys="N" onClick={() => void add()}>
              {t('picture.add')}
            </Button>
          )
        }
      />
    );
  }
  return (
    <Panes
      right={{
        label: t('picture.about'),
        width,
        min: 272,
        max: 480,
        onWidth: setWidth,
        content: here ? (
          <PictureInspector
            key={here.id}
            review={review}
            picture={here}
            uses={uses[here.id] ?? []}
            readOnly={readOnly}
            onOpen={() => setLarge(true)}
            onSave={() => void acts.save(here.id)}
            onRemove={() => void remove(here)}
          />
        ) : (
          <p className="small ink-3 pictures-none">{t('picture.chooseOne')}</p>
        ),
      }}
    >
      <div className="scroll pictures">
        <div className="pictures-bar">
          <p className="small ink-3 grow">{t('picture.lead')}</p>
          {!readOnly && (
            <Button icon="plus" onClick={() => void add()}>
              {t('picture.add')}
            </Button>
          )}
        </div>
        <ul className="pictures-wall" ref={wall} aria-label={t('picture.all')}>
          {list.map((p) => (
            <li key={p.id}>
              <button
                type="button"
                className={`picture-tile ${p.id === selected ? 'selected' : ''}`}
                data-picture={p.id}
                aria-label={pictureWords(p)}
                aria-pressed={p.id === selected}
                tabIndex={p === (here ?? list[0]) ? 0 : -1}
                onClick={() => setSelected(p.id)}
                onDoubleClick={() => setLarge(true)}
                onFocus={() => setSelected(p.id)}
                onKeyDown={onKey}
              >
                <span className="picture-frame">
                  <ReviewPicture review={review.ref} picture={p} />
                </span>
                <span className="small picture-tile-words">{pictureWords(p)}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      {large && here && (
        <LargePicture
          review={review.ref}
          picture={here}
          place={{ n: at + 1, of: list.length }}
          onStep={(by) => {
            const next = list[(at + by + list.length) % list.length];
            if (next) setSelected(next.id);
          }}
          onClose={() => setLarge(false)}
        />
      )}
    </Panes>
  );
}
