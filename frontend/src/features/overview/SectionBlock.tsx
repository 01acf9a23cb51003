import { useBackend, type Review, type Section } from '../../backend';
import {
  OpenField,
  PicturesAt,
  picturesOf,
  SavedMarkdown,
  CommentsSign,
  Undecided,
  undecidedAt,
  useHistoryItem,
} from '../../editing';
import { t } from '../../i18n';
import { Chip, Menu } from '../../ui';

export type SectionActs = {
  edit: () => void;
  rename: () => void;
  move: (by: -1 | 1) => void;
  remove: () => void;
};

/** One titled text. The block takes the focus, so that keys know which one is meant. */
export function SectionBlock({
  review,
  section,
  title,
  first,
  last,
  headsOthers,
  readOnly,
  editing,
  renaming,
  acts,
  onFocus,
  onLeave,
  onDone,
  onRenamed,
}: {
  review: Review;
  section: Section;
  title: string;
  first: boolean;
  last: boolean;
  /** It has no text of its own, and the headings below it have. */
  headsOthers: boolean;
  readOnly: boolean;
  editing: boolean;
  renaming: boolean;
  acts: SectionActs;
  onFocus: () => void;
  onLeave: () => void;
  onDone: (byKey: boolean) => void;
  onRenamed: (byKey: boolean) => void;
}) {
  const historyOf = useHistoryItem(review.ref);
  const asked = undecidedAt(review, `sections/${section.key}/text`) !== undefined;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it notes where the keyboard is
    <section
      className="section-block"
      data-section={section.key}
      data-place={`sections/${section.key}/text`}
      aria-label={title}
      // The block is a stop of the keyboard: its keys act on the text as a whole.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onFocus={onFocus}
      onBlur={(e) => {
        // Leaving the editor by key has put the focus on the block itself by now.
        const next = e.relatedTarget ?? document.activeElement;
        if (!e.currentTarget.contains(next)) onLeave();
      }}
    >
      <div className="section-head">
        {renaming ? (
          <Rename review={review} section={section} title={title} onDone={onRenamed} />
        ) : (
          <h2 className="h2">{title}</h2>
        )}
        <Undecided review={review} path={`sections/${section.key}`} />
        <CommentsSign review={review} path={`sections/${section.key}`} />
        {section.kept && <Chip icon="info">{t('overview.section.kept')}</Chip>}
        {!readOnly && (
          <span className="section-menu">
            <Menu
              label={t('overview.section.menu', { title })}
              size="small"
              items={[
                {
                  id: 'edit',
                  label: t('overview.section.editShort'),
                  icon: 'pen',
                  keys: 'Enter',
                  onSelect: acts.edit,
                },
                {
                  id: 'rename',
                  label: t('overview.section.renameShort'),
                  icon: 'lines',
                  keys: 'F2',
                  onSelect: acts.rename,
                },
                {
                  id: 'up',
                  label: t('overview.section.upShort'),
                  icon: 'arrowUp',
                  keys: 'Alt+ArrowUp',
                  off: first && t('overview.section.isFirst'),
                  onSelect: () => acts.move(-1),
                },
                {
                  id: 'down',
                  label: t('overview.section.downShort'),
                  icon: 'arrowDown',
                  keys: 'Alt+ArrowDown',
                  off: last && t('overview.section.isLast'),
                  onSelect: () => acts.move(1),
                },
                historyOf(`sections/${section.key}/text`),
                'line',
                {
                  id: 'remove',
                  label: t('overview.section.removeShort'),
                  icon: 'trash',
                  keys: 'Delete',
                  destructive: true,
                  onSelect: acts.remove,
                },
              ]}
            />
          </span>
        )}
      </div>
      {section.kept && <p className="meta section-kept">{t('overview.section.keptLead')}</p>}
      <SavedMarkdown
        review={review.ref}
        path={`sections/${section.key}/text`}
        value={section.text}
        rev={review.rev}
        label={title}
        empty={<p className="ink-3">{emptyWords(headsOthers, readOnly, asked)}</p>}
        open={editing}
        onOpen={acts.edit}
        onClose={onDone}
        off={readOnly}
        picture={picturesOf(review)}
      />
      <PicturesAt review={review} path={`sections/${section.key}`} />
    </section>
  );
}

function emptyWords(headsOthers: boolean, readOnly: boolean, asked: boolean): string {
  // Versions wait for a decision: no place to begin a third.
  if (asked) return t('overview.section.emptyAsked');
  if (headsOthers) return t('overview.section.headsOthers');
  return readOnly ? t('overview.section.emptyReadOnly') : t('overview.section.empty');
}

function Rename({
  review,
  section,
  title,
  onDone,
}: {
  review: Review;
  section: Section;
  title: string;
  onDone: (byKey: boolean) => void;
}) {
  const backend = useBackend();
  return (
    <OpenField
      tall
      label={t('overview.section.title')}
      text={title}
      seen={section.title}
      save={async (text, seen) => {
        const name = text.trim();
        if (name === '' || name === title) return;
        await backend.reviews.setTyped(
          review.ref,
          `sections/${section.key}/title`,
          JSON.stringify(seen),
          JSON.stringify(name),
          '',
        );
      }}
      close={onDone}
    />
  );
}
