import { Fragment, memo, useEffect, useMemo, type ReactNode } from 'react';
import { undecidedAt } from '../../editing';
import { t, tn, tValue } from '../../i18n';
import { Icon, IconButton, PaneHead } from '../../ui';
import { NodeEditor } from './NodeEditor';
import { followPlace } from './place';
import { StatusSign } from './StatusSign';
import {
  evidenceOf,
  isCategory,
  levelsIn,
  rowToward,
  unsortedBegins,
  type CauseNode,
} from './tree';
import type { CausesRoom } from './useCausesRoom';

/** The causes as a tree of words: the drawing's twin, and the place of the keyboard. */
export function Outline({ room, idOfTree }: { room: CausesRoom; idOfTree: string }) {
  const { tree, rows, selected, edit, acts } = room;
  const { setOutline } = room.ports;
  const levels = useMemo(() => levelsIn(tree), [tree]);
  const unsorted = useMemo(() => unsortedBegins(tree), [tree]);
  const rowId = (id: string) => `${idOfTree}-${id}`;

  useEffect(() => {
    if (selected === null) return;
    document.getElementById(`${idOfTree}-${selected}`)?.scrollIntoView({ block: 'nearest' });
  }, [selected, idOfTree, rows.length]);

  // The chosen row is as present while the keyboard is in the drawing. A class set by
  // hand: a rule that looks across panes would be weighed again with every move.
  useEffect(
    () =>
      followPlace((place) =>
        document.getElementById(idOfTree)?.classList.toggle('with-drawing', place === 'drawing'),
      ),
    [idOfTree],
  );

  return (
    <>
      <PaneHead title={t('causes.outline')}>
        <span className="grow" />
        {!room.readOnly && (
          <IconButton
            size="small"
            icon="plus"
            label={t('causes.add')}
            keys="Enter"
            onClick={() =>
              void room.addAndType(
                room.node && room.node.depth > 0 && !isCategory(room.node) ? 'after' : 'child',
                selected ?? tree.effect?.id ?? '',
                'outline',
              )
            }
          />
        )}
      </PaneHead>
      <div
        ref={setOutline}
        className="cause-outline"
        role="tree"
        id={idOfTree}
        aria-label={t('causes.outline.label')}
        tabIndex={0}
        aria-activedescendant={selected === null || edit ? undefined : rowId(selected)}
        onKeyDown={(e) => {
          if (e.target !== e.currentTarget || e.ctrlKey || e.altKey || e.shiftKey) return;
          const to = rowToward(tree, rows, selected, e.key);
          if (/^(Arrow|Home|End)/.test(e.key)) e.preventDefault();
          if (to !== null) room.select(to);
        }}
        onPaste={(e) => {
          // A row that was clicked is the target; an editor in it has a way of its own.
          if (isInEditor(e.target) || room.readOnly) return;
          e.preventDefault();
          void acts.paste(selected ?? '', e.clipboardData.getData('text/plain'));
        }}
      >
        {rows.map((n) => {
          const isEdited = edit?.id === n.id && edit.place === 'outline';
          return (
            <Fragment key={n.id}>
              {unsorted.has(n.id) && (
                <div className="cause-row category unsorted" role="presentation">
                  <span className="cause-number" />
                  {t('causes.unsorted')}
                </div>
              )}
              <Row
                id={rowId(n.id)}
                node={n}
                level={levels.get(n.id) ?? 0}
                selected={n.id === selected}
                undecided={undecidedAt(room.review, `causes/${n.id}`) !== undefined}
                onPress={room.select}
                onOpen={(id) => {
                  if (!room.readOnly) room.setEdit({ id, place: 'outline' });
                }}
                onFocus={() => room.focus('outline')}
              >
                {isEdited && (
                  <NodeEditor
                    review={room.review.ref}
                    node={n}
                    rev={room.picture.data?.rev ?? 0}
                    typeAhead={room.typeAhead}
                    onAct={(act, text, waiting) => room.onEditAct(act, edit, text, waiting)}
                    onLeft={(text) => room.onLeftEditor(edit, text)}
                    onPasteList={(text) => void room.pasteInEditor(n, text)}
                  />
                )}
              </Row>
            </Fragment>
          );
        })}
      </div>
    </>
  );
}

type RowProps = {
  id: string;
  node: CauseNode;
  level: number;
  selected: boolean;
  /** Two people changed it differently, and nobody has decided: the drawing marks it too. */
  undecided: boolean;
  onPress: (id: string) => void;
  onOpen: (id: string) => void;
  onFocus: () => void;
  children: ReactNode;
};

/** A press on the words being typed, or on what is said about them, is none on the row. */
function isInEditor(target: EventTarget): boolean {
  return target instanceof Element && target.closest('.cause-editor-frame') !== null;
}

const Row = memo(
  function Row(props: RowProps) {
    const { id, node, level, selected, undecided, onPress, onOpen, onFocus, children } = props;
    const category = isCategory(node);
    const look =
      node.depth === 0 ? 'effect' : category ? 'category' : level <= 1 ? 'first' : 'deeper';
    const struck = node.status === 'ruled_out' && !category;
    return (
      // The tree has the keyboard; its rows take the pointer only.
      // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
      <div
        id={id}
        className={`cause-row ${look}`}
        role="treeitem"
        aria-level={node.depth + 1}
        aria-selected={selected}
        aria-expanded={node.children > 0 ? !node.folded : undefined}
        style={level > 0 ? { paddingLeft: 16 + (level - 1) * 16 } : undefined}
        onClick={(e) => {
          if (isInEditor(e.target)) return;
          onPress(node.id);
          onFocus();
        }}
        onDoubleClick={(e) => {
          if (!isInEditor(e.target)) onOpen(node.id);
        }}
      >
        {category && <span className="cause-number">{node.number}</span>}
        {look === 'effect' && <Icon name="flag" className="cause-sign" />}
        {(look === 'first' || look === 'deeper') && (
          <StatusSign
            status={node.status}
            className="cause-sign"
            label={tValue('cause', node.status || 'hypothesis')}
          />
        )}
        {children || (
          <span className={`cause-text ${struck ? 'struck' : ''}`}>
            {node.text.trim() === '' ? (
              <span className="ink-3">{t('causes.untitled')}</span>
            ) : (
              node.text
            )}
          </span>
        )}
        {undecided && (
          <span className="undecided">
            <Icon name="exchange" />
            <span className="unseen">{t('conflicts.undecided')}</span>
          </span>
        )}
        <RowCount node={node} />
      </div>
    );
  },
  (a, b) =>
    a.node.id === b.node.id &&
    a.selected === b.selected &&
    a.undecided === b.undecided &&
    a.level === b.level &&
    a.node.text === b.node.text &&
    a.node.status === b.node.status &&
    a.node.number === b.node.number &&
    a.node.kind === b.node.kind &&
    a.node.depth === b.node.depth &&
    a.node.folded === b.node.folded &&
    a.node.children === b.node.children &&
    a.node.below === b.node.below &&
    evidenceOf(a.node) === evidenceOf(b.node) &&
    !a.children &&
    !b.children,
);

/** How much is folded away, how many causes a category holds, or how much evidence there is. */
function RowCount({ node }: { node: CauseNode }) {
  if (node.depth === 0) return null;
  if (node.folded && node.children > 0) {
    return (
      <span className="cause-count">
        <span aria-hidden="true">+{node.below}</span>
        <span className="unseen">{tn('causes.folded', node.below)}</span>
      </span>
    );
  }
  const [count, words] = isCategory(node)
    ? [node.below, tn('count.causes', node.below)]
    : [evidenceOf(node), tn('causes.evidence.count', evidenceOf(node))];
  if (count === 0) return <span className="cause-count" />;
  return (
    <span className={`cause-count ${node.status === 'ruled_out' ? 'struck' : ''}`}>
      <span aria-hidden="true">{count}</span>
      <span className="unseen">{words}</span>
    </span>
  );
}
