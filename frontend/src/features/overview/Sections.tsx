import { useRef, useState } from 'react';
import { useBackend, type Review, type Section } from '../../backend';
import { useCommands } from '../../commands';
import { useAskedPart, useWrite, ValueField } from '../../editing';
import { hasMessage, t, tAny } from '../../i18n';
import { showToast } from '../../ui';
import { broughtEmpty, headsOthers, livesElsewhere } from './elsewhere';
import { Outline } from './Outline';
import { QuietSections } from './QuietSections';
import { SectionBlock, type SectionActs } from './SectionBlock';

/**
 * The title as somebody wrote it, else the words of its key. A number that tells
 * several sections of one key apart is no word.
 */
export function titleOf(s: Section): string {
  if (s.title) return s.title;
  const base = s.key.replace(/-\d+$/, '');
  const key = `section.${base}`;
  if (hasMessage(key)) return tAny(key);
  const words = base.split(/[-_]+/).join(' ').trim();
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : s.key;
}

/** The texts of a review in their order: write, add, rename, move, remove. */
export function Sections({ review, readOnly }: { review: Review; readOnly: boolean }) {
  const backend = useBackend();
  const write = useWrite();
  const frame = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [renaming, setRenaming] = useState<string | null>(null);
  // What somebody is at stays, also while its text is empty, and so does what waits for a decision.
  const isOpen = (s: Section) =>
    [at, editing, renaming].includes(s.key) ||
    review.conflicts.some((c) => c.path.startsWith(`sections/${s.key}/`));
  const told = review.sections.filter((s) => isOpen(s) || !livesElsewhere(review, s));
  const isQuiet = (s: Section) => !isOpen(s) && broughtEmpty(s) && !headsOthers(told, s);
  const list = told.filter((s) => !isQuiet(s));

  const blockOf = (key: string) =>
    frame.current?.querySelector<HTMLElement>(`[data-section="${CSS.escape(key)}"]`);
  // A link from elsewhere ("…/overview?at=key") goes to its section.
  useAskedPart((key) => {
    blockOf(key)?.focus({ preventScroll: true });
    blockOf(key)?.scrollIntoView({ block: 'nearest' });
  });
  const move = (key: string, by: -1 | 1) => {
    const i = list.findIndex((s) => s.key === key);
    const to = i + by;
    if (i < 0 || to < 0 || to >= list.length) return;
    const after = by === 1 ? list[to]?.key : list[to - 1]?.key;
    void write(() => backend.reviews.movePart(review.ref, `sections/${key}`, after ?? '', '')).then(
      () => blockOf(key)?.scrollIntoView({ block: 'nearest' }),
    );
  };
  async function remove(key: string) {
    const path = `sections/${key}`;
    const i = list.findIndex((s) => s.key === key);
    const section = list[i];
    if (!section) return;
    const done = await write(() => backend.reviews.removePart(review.ref, path, ''));
    if (!done) return;
    const next = list[i + 1] ?? list[i - 1];
    if (next) blockOf(next.key)?.focus();
    showToast({
      icon: 'trash',
      text: t('overview.section.removed', { title: titleOf(section) }),
      undo: () => void write(() => backend.reviews.restorePart(review.ref, path, '')),
    });
  }
  const acts = (key: string): SectionActs => ({
    edit: () => setEditing(key),
    rename: () => setRenaming(key),
    move: (by) => move(key, by),
    remove: () => void remove(key),
  });

  const here = list.find((s) => s.key === at);
  const titled = { title: here ? titleOf(here) : '' };
  const can = (ctx: { readOnly: boolean; inField: boolean }) =>
    here !== undefined && !ctx.readOnly && !ctx.inField;
  useCommands('pane', [
    {
      id: 'section.edit',
      title: 'overview.section.edit',
      params: titled,
      keys: ['Enter'],
      icon: 'pen',
      group: 'write',
      when: can,
      run: () => here && setEditing(here.key),
    },
    {
      id: 'section.rename',
      title: 'overview.section.rename',
      params: titled,
      keys: ['F2'],
      icon: 'pen',
      group: 'write',
      when: can,
      run: () => here && setRenaming(here.key),
    },
    {
      id: 'section.up',
      title: 'overview.section.up',
      params: titled,
      keys: ['Alt+ArrowUp'],
      icon: 'arrowUp',
      group: 'move',
      when: can,
      run: () => here && move(here.key, -1),
    },
    {
      id: 'section.down',
      title: 'overview.section.down',
      params: titled,
      keys: ['Alt+ArrowDown'],
      icon: 'arrowDown',
      group: 'move',
      when: can,
      run: () => here && move(here.key, 1),
    },
    {
      id: 'section.remove',
      title: 'overview.section.remove',
      params: titled,
      keys: ['Delete'],
      icon: 'trash',
      removes: true,
      group: 'write',
      when: can,
      run: () => here && remove(here.key),
    },
  ]);

  return (
    <div className="sections" ref={frame}>
      <Outline
        titles={list.map((s) => ({ key: s.key, title: titleOf(s) }))}
        at={at}
        onGo={(key) => {
          blockOf(key)?.focus({ preventScroll: true });
          blockOf(key)?.scrollIntoView({ block: 'start' });
        }}
      />
      {list.length === 0 && <p className="sections-none ink-2">{t('overview.section.noneYet')}</p>}
      {list.map((s, i) => (
        <SectionBlock
          key={s.key}
          review={review}
          section={s}
          title={titleOf(s)}
          first={i === 0}
          last={i === list.length - 1}
          headsOthers={headsOthers(told, s)}
          readOnly={readOnly}
          editing={editing === s.key}
          renaming={renaming === s.key}
          acts={acts(s.key)}
          onFocus={() => setAt(s.key)}
          onLeave={() => setAt((now) => (now === s.key ? null : now))}
          onDone={(byKey) => {
            setEditing(null);
            if (byKey) blockOf(s.key)?.focus();
          }}
          onRenamed={(byKey) => {
            setRenaming(null);
            if (byKey) blockOf(s.key)?.focus();
          }}
        />
      ))}
      <QuietSections
        sections={told.filter(isQuiet).map((s) => ({ key: s.key, title: titleOf(s) }))}
        readOnly={readOnly}
        onOpen={setEditing}
      />
      {!readOnly && (
        <div className="section-add">
          <ValueField
            label={t('overview.section.add')}
            text=""
            help={t('overview.section.addHelp')}
            placeholder={t('overview.section.titleHint')}
            className="accent strong"
            save={async (title) => {
              if (!title.trim()) return;
              const added = await backend.reviews.addPart(
                review.ref,
                'sections',
                JSON.stringify({ title: title.trim(), text: '' }),
                '',
                '',
              );
              setEditing(added.id);
            }}
          >
            <span aria-hidden>+ {t('overview.section.add')}</span>
          </ValueField>
        </div>
      )}
    </div>
  );
}
