import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import {
  contributes,
  useNumberSetting,
  type Factor,
  type FactorKind,
  type Review,
} from '../../backend';
import { useCommandContext, useCommands, type Command } from '../../commands';
import { useAskedPart, useReadOnly, useWaitingLine } from '../../editing';
import { t, tAny, tValue } from '../../i18n';
import { Button, EmptyState, IconButton, Panes, useMedia, wideWindow } from '../../ui';
import { DraftRow } from './DraftRow';
import { FactorInspector } from './FactorInspector';
import { FactorRow } from './FactorRow';
import './factors.css';
import {
  factorClasses,
  factorKinds,
  halves,
  inScreenOrder,
  kindOf,
  kindsIn,
  namesPeople,
  newKindOf,
} from './kinds';
import { Shares } from './Shares';
import { TechniqueDialog, TechniqueLines } from './Technique';
import { useFactorActs } from './useFactorActs';

/**
 * A line that is being written: its kind, and the factor it follows ("" = at the
 * end). The followed one may be so new that the list does not have it yet; until
 * then the line stands beside the one before.
 */
type Draft = {
  kind: FactorKind;
  after: string;
  beside: string;
  n: number;
  /** The factor that names people behind which the new one stands, "" for none. */
  behind: string;
  found?: boolean;
};
const placeOf = (d: { kind: FactorKind; behind: string }) =>
  d.behind ? `factors.behind.${d.behind}` : `factors.${d.kind}`;

/** What made it possible, what held, and where luck helped. */
export function Factors({ review }: { review: Review }) {
  const acts = useFactorActs(review);
  const readOnly = useReadOnly();
  const wide = useMedia(wideWindow);
  const [width, setWidth] = useNumberSetting('pane.factors.right', wide ? 360 : 296);
  const [selected, setSelected] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [advising, setAdvising] = useState(false);
  const wanted = useRef<string | null>(null);
  /** What the next line stands behind: lines may follow each other faster than the list. */
  const follows = useRef('');
  const moved = useRef<string | null>(null);
  /** The line of an empty list was left by its key: the button takes the focus. */
  const left = useRef(false);
  const pane = useRef<HTMLDivElement>(null);

  const order = inScreenOrder(review.factors);
  const here = order.find((f) => f.id === selected) ?? null;
  const first = order[0];
  const withoutCause = review.factors.filter(
    (f) => contributes(f) && !review.causes.some((c) => c.factor === f.id),
  ).length;

  // The row that should have the focus may come with the next answer of Go only.
  useEffect(() => {
    if (wanted.current === null) return;
    const el = pane.current?.querySelector<HTMLElement>(`[data-factor="${wanted.current}"]`);
    if (el) {
      wanted.current = null;
      el.focus();
    }
  });

  // A row that is put elsewhere in the page loses the focus on the way.
  const orderText = order.map((f) => f.id).join(' ');
  useEffect(() => {
    if (moved.current === null) return;
    pane.current?.querySelector<HTMLElement>(`[data-factor="${moved.current}"]`)?.focus();
    moved.current = null;
  }, [orderText]);

  const go = (id: string | null) => {
    wanted.current = id;
    setSelected(id);
    setEditing(null);
  };
  // A link from elsewhere ("…/factors?at=id") chooses its factor.
  useAskedPart(go);
  const begin = (kind: FactorKind, after: string, behind = '') => {
    setEditing(null);
    follows.current = after;
    setDraft((d) => ({ kind, after, behind, beside: '', n: (d?.n ?? 0) + 1 }));
  };
  const waiting = [
    ...factorKinds.map((kind) => ({ kind, behind: '' })),
    ...review.factors
      .filter(namesPeople)
      .map((f) => ({ kind: 'contributing' as const, behind: f.id })),
  ];
  // A line that was being written when the program ended stands there again.
  useWaitingLine(review.ref, waiting.map(placeOf), (place) => {
    const line = waiting.find((w) => place === placeOf(w));
    if (line && !readOnly && !draft)
      setDraft({ ...line, after: line.behind, beside: '', n: 0, found: true });
  });
  const move = async (id: string, by: 1 | -1) => {
    moved.current = id;
    await acts.move(id, by);
  };
  const step = (by: 1 | -1) => {
    const at = order.findIndex((f) => f.id === selected);
    const to = order[at + by];
    if (to) go(to.id);
  };
  const remove = async (factor: Factor) => {
    const at = order.indexOf(factor);
    const next = order[at + 1] ?? order[at - 1];
    if (await acts.remove(factor.id)) go(next?.id ?? null);
  };

  const may = here !== null && !readOnly;
  useCommandContext({
    selection: here ? { kind: 'factor', id: here.id, label: here.text } : null,
  });
  const commands: Command[] = [
    {
      id: 'factors.add',
      title: 'factors.add',
      keys: ['Enter', 'n'],
      icon: 'plus',
      group: 'write',
      when: () => !readOnly,
      run: () => begin(here ? newKindOf(here) : 'contributing', here?.id ?? ''),
    },
    {
      id: 'factors.edit',
      title: 'factors.edit',
      keys: ['F2'],
      icon: 'pen',
      group: 'write',
      when: () => may,
      run: () => here && setEditing(here.id),
    },
    {
      id: 'factors.remove',
      title: 'factors.remove',
      keys: ['Delete'],
      icon: 'trash',
      removes: true,
      group: 'write',
      when: () => may && editing === null,
      run: () => here && remove(here),
    },
    {
      id: 'factors.up',
      title: 'factors.up',
      keys: ['Alt+ArrowUp'],
      icon: 'arrowUp',
      group: 'move',
      inField: true,
      when: () => may,
      run: () => here && move(here.id, -1),
    },
    {
      id: 'factors.down',
      title: 'factors.down',
      keys: ['Alt+ArrowDown'],
      icon: 'arrowDown',
      group: 'move',
      inField: true,
      when: () => may,
      run: () => here && move(here.id, 1),
    },
    {
      id: 'factors.addBehind',
      title: 'factors.addBehind',
      keys: ['b'],
      icon: 'plus',
      group: 'write',
      when: () => may && namesPeople(here),
      run: () => here && begin('contributing', here.id, here.id),
    },
    {
      id: 'factors.technique',
      title: 'technique.which',
      keys: ['w'],
      icon: 'question',
      group: 'say',
      when: () => !readOnly,
      run: () => setAdvising(true),
    },
    {
      id: 'factors.makeCauses',
      title: 'factors.makeCauses',
      icon: 'fishbone',
      group: 'write',
      when: () => !readOnly && withoutCause > 0,
      run: () => acts.makeCauses(withoutCause),
    },
    ...factorClasses.map((c): Command => ({
      id: `factors.class.${c.id}`,
      title: 'factors.toggleClass',
      params: { name: tAny(`class.${c.id}`) },
      keys: [c.keys],
      icon: c.icon,
      group: 'say',
      when: () => may,
      run: () => here && acts.toggleClass(here, c.id),
    })),
  ];
  useCommands('pane', commands);

  function onRowKey(e: KeyboardEvent) {
    if (e.ctrlKey || e.altKey || e.metaKey || e.shiftKey) return;
    if (e.key === 'ArrowDown') step(1);
    else if (e.key === 'ArrowUp') step(-1);
    else if (e.key === 'Home') go(order[0]?.id ?? null);
    else if (e.key === 'End') go(order.at(-1)?.id ?? null);
    // A focused row is a button, and the commands leave Enter to buttons.
    else if (e.key === 'Enter' && here && !readOnly) begin(newKindOf(here), here.id);
    else return;
    e.preventDefault();
  }

  const draftRow = (d: Draft) => (
    <DraftRow
      key={`draft-${d.n}`}
      review={review.ref}
      place={placeOf(d)}
      takeFocus={!d.found}
      label={d.behind ? t('factors.addBehind') : tAny(`factors.new.${d.kind}`)}
      save={async (text) => {
        const after = follows.current;
        const { id } = await acts.add(text, d.kind, after, d.behind);
        follows.current = id;
        setSelected(id);
        setDraft((now) => (now?.n === d.n ? { ...now, after: id, beside: after } : now));
      }}
      onClose={(byKey) => {
        setDraft((now) => (now?.n === d.n ? null : now));
        if (byKey) go(follows.current || selected);
        left.current = byKey;
      }}
    />
  );

  const advice = advising && <TechniqueDialog review={review} onClose={() => setAdvising(false)} />;
  if (order.length === 0 && !draft) {
    return (
      <>
        {advice}
        <EmptyState
          title={t('factors.empty.title')}
          lead={t('factors.empty.lead')}
          acts={
            !readOnly && (
              <Button
                look="primary"
                size="large"
                icon="plus"
                keys="N"
                ref={(el) => {
                  if (el && left.current) el.focus();
                  left.current = false;
                }}
                onClick={() => begin('contributing', '')}
              >
                {t('factors.add')}
              </Button>
            )
          }
        />
      </>
    );
  }

  return (
    <Panes
      right={{
        label: t('factors.about'),
        width,
        min: 272,
        max: 432,
        onWidth: setWidth,
        content: here ? (
          <FactorInspector
            review={review}
            factor={here}
            readOnly={readOnly}
            onKind={(kind) => void acts.setKind(here.id, kind)}
            onClass={(name) => void acts.toggleClass(here, name)}
            onSubtype={(id) => void acts.toggleSubtype(here, id)}
            onBehind={(condition, id) => void acts.toggleBehind(condition, id)}
            onAddBehind={() => begin('contributing', here.id, here.id)}
          />
        ) : (
          <p className="small ink-3 factors-none">{t('factors.chooseOne')}</p>
        ),
      }}
    >
      {advice}
      <div className="scroll factors" ref={pane}>
        <div className="factors-bar">
          <p className="small ink-3 grow">{t('factors.lead')}</p>
          {!readOnly && (
            <Button icon="question" keys="W" onClick={() => setAdvising(true)}>
              {t('technique.which')}
            </Button>
          )}
          {!readOnly && (
            <Button
              icon="fishbone"
              off={withoutCause === 0 && t('factors.allAreCauses')}
              onClick={() => void acts.makeCauses(withoutCause)}
            >
              {t('factors.makeCauses')}
            </Button>
          )}
        </div>
        <div className="factors-shares small ink-2">
          <TechniqueLines review={review} />
        </div>
        <Shares shares={review.class_shares} />
        {kindsIn(order).map((name) => {
          const kind = factorKinds.find((k) => k === name);
          const mine = order.filter((f) => kindOf(f) === name);
          const last = mine.at(-1);
          const half = halves.find((h) => h.kinds[0] === name);
          return (
            <section
              key={name}
              aria-label={tValue('factors', name)}
              className={`factors-group ${mine.length === 0 ? 'none' : ''}`}
            >
              {half && <p className="label factors-half">{t(`factors.half.${half.id}`)}</p>}
              <div className="factors-head">
                <h2 className="h3">{tValue('factors', name)}</h2>
                {mine.length > 0 && <span className="meta num grow">{mine.length}</span>}
                {mine.length === 0 && (
                  <span className="meta grow">{tAny(`factors.none.${name}`)}</span>
                )}
                {kind && !readOnly && (
                  <IconButton
                    size="small"
                    icon="plus"
                    label={tAny(`factors.new.${kind}`)}
                    onClick={() => begin(kind, last?.id ?? '')}
                  />
                )}
              </div>
              <ul>
                {withDraft(mine, draft && draft.kind === kind ? draft : null).map((row) =>
                  'n' in row ? (
                    draftRow(row)
                  ) : (
                    <FactorRow
                      key={row.id}
                      review={review}
                      factor={row}
                      selected={row.id === selected}
                      editing={row.id === editing && !readOnly}
                      tabStop={row === (here ?? first)}
                      onSelect={() => setSelected(row.id)}
                      onEdit={() => !readOnly && setEditing(row.id)}
                      onLeave={() => go(row.id)}
                      onKey={onRowKey}
                      onAddAfter={() => begin(newKindOf(row), row.id)}
                    />
                  ),
                )}
              </ul>
            </section>
          );
        })}
      </div>
    </Panes>
  );
}

/** The rows of a group with the line that is being written at its place among them. */
function withDraft(rows: readonly Factor[], draft: Draft | null): (Factor | Draft)[] {
  if (!draft) return [...rows];
  const after = rows.findIndex((f) => f.id === draft.after);
  const at = after >= 0 ? after : rows.findIndex((f) => f.id === draft.beside);
  const cut = at >= 0 ? at + 1 : rows.length;
  return [...rows.slice(0, cut), draft, ...rows.slice(cut)];
}
