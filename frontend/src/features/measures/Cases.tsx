import { useNavigate } from '@tanstack/react-router';
import type { Ref } from 'react';
import type { MeasureCase, MeasureCases } from '../../backend';
import { formatDate, t, tn, unbroken } from '../../i18n';
import { Button, PaneHead, RowList, SeverityChip } from '../../ui';

/** The reviews behind a measure, and those that were left out of it. */
export function Cases({
  behind,
  only,
  onAll,
  selected,
  onSelect,
  listRef,
}: {
  behind: MeasureCases | undefined;
  /** Those of one point of a chart; null is all. */
  only: readonly string[] | null;
  onAll: () => void;
  selected: string | null;
  onSelect: (ref: string) => void;
  listRef: Ref<HTMLDivElement>;
}) {
  const navigate = useNavigate();
  const all = behind?.cases ?? [];
  const cases = only === null ? all : all.filter((c) => only.includes(c.ref));
  const here = cases.find((c) => c.ref === selected) ?? cases[0];
  const hidden = (behind?.total ?? 0) - all.length;
  return (
    <div className="measure-cases">
      <PaneHead title={t('measures.behind', { name: behind?.title ?? '' })}>
        {only !== null && (
          <Button look="text" size="small" onClick={onAll}>
            {t('measures.showAll')}
          </Button>
        )}
      </PaneHead>
      {behind && cases.length === 0 ? (
        <p className="meta measure-none">{t('measures.no_cases')}</p>
      ) : (
        <RowList
          label={t('measures.behind', { name: behind?.title ?? '' })}
          items={cases}
          keyOf={(c) => c.ref}
          rowHeight={54}
          measure
          selected={here?.ref ?? null}
          onSelect={onSelect}
          onOpen={(ref) =>
            void navigate({ to: '/reviews/$ref/$tab', params: { ref, tab: 'overview' } })
          }
          listRef={listRef}
          renderRow={(c) => <CaseRow item={c} />}
        />
      )}
      {hidden > 0 && <p className="meta measure-none">{tn('measures.hidden', hidden)}</p>}
    </div>
  );
}

function CaseRow({ item }: { item: MeasureCase }) {
  return (
    <div className={`measure-case ${item.left_out ? 'is-left' : ''}`}>
      <div className="measure-case-line">
        <span className="grow clip">{item.title || t('review.untitled')}</span>
        {item.severity && <SeverityChip severity={item.severity} />}
      </div>
      <div className="meta">
        {unbroken(
          [
            item.left_out ? t('measures.leftOut', { why: item.text }) : item.text,
            item.day ? formatDate(item.day) : '',
            item.side === 'before' ? t('measures.side.before') : '',
          ]
            .filter(Boolean)
            .join(' · '),
        )}
      </div>
    </div>
  );
}
