import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import {
  reviewKeys,
  useBackend,
  useIncidentMeanings,
  useIncidentQuarantine,
  type IncidentRefused,
} from '../../backend';
import { useWrite } from '../../editing';
import { formatDate, formatMoment, formatNumber, t, tAny, tn } from '../../i18n';
import { Button, Dialog, ErrorNote, Menu, showToast } from '../../ui';
import { MendForm } from './MendForm';
import { fieldWords, refusalWords } from './query';

/** How many rows are shown; the rest comes when these are settled. */
const mostShown = 200;
/** Stands for what a code meant before its last change. */
const before = 'before';
const severities = ['SEV1', 'SEV2', 'SEV3', 'SEV4', 'SEV5'];

/** The rows that could not be taken: where each stood, why, and what can be done about it. */
export function QuarantineDialog({ onClose }: { onClose: () => void }) {
  const backend = useBackend();
  const client = useQueryClient();
  const write = useWrite();
  const list = useIncidentQuarantine(mostShown);
  const rows = list.data?.rows ?? [];
  const total = list.data?.total ?? 0;
  const meanings = useIncidentMeanings().data ?? [];
  const [mending, setMending] = useState(0);

  async function done(text: string) {
    await client.invalidateQueries({ queryKey: reviewKeys.lists() });
    showToast({ icon: 'check', text });
  }
  async function mean(row: IncidentRefused, value: string) {
    const got = await write(() => backend.incidents.mean('severity', row.code, value));
    if (!got) return;
    await client.invalidateQueries({ queryKey: reviewKeys.lists() });
    showToast({
      icon: 'check',
      topic: 'undo',
      text: t('incident.meant', { told: row.code, value, taken: formatNumber(got.taken) }),
      undo: () => void asBefore('severity', row.code),
    });
  }
  async function asBefore(field: string, code: string) {
    const got = await write(() => backend.incidents.mean(field, code, before));
    if (got) await done(t('incident.meantBefore', { told: code, count: formatNumber(got.reread) }));
  }
  async function mend(row: IncidentRefused, value: string, alike: boolean) {
    const got = await write(() => backend.incidents.mend(row.n, value, alike));
    if (!got) return;
    setMending(0);
    await done(tn('incident.retried', got.taken));
  }
  async function discard(row: IncidentRefused) {
    const gone = await write(() => backend.incidents.discard([row.n]).then(() => true));
    if (!gone) return;
    await client.invalidateQueries({ queryKey: reviewKeys.lists() });
    showToast({
      icon: 'trash',
      topic: 'undo',
      text: t('incident.discarded'),
      undo: () => void putBack(row),
    });
  }
  async function putBack(row: IncidentRefused) {
    const back = await write(() => backend.incidents.putBack([row.n]));
    if (back) await done(t('incident.putBack'));
  }
  async function retry() {
    const taken = await write(() => backend.incidents.retry());
    if (taken !== undefined) await done(tn('incident.retried', taken));
  }
  return (
    <Dialog title={t('incident.quarantine')} className="incident-quarantine" onClose={onClose}>
      {list.error ? (
        <ErrorNote title={t('incident.broke')} retry={() => void list.refetch()} />
      ) : (
        <>
          {/* Before the rows are read nobody knows whether there are any. */}
          <p className="ink-2" aria-busy={list.isPending}>
            {list.isPending
              ? t('incident.waitsRead')
              : total === 0
                ? t('incident.noneWaits')
                : tn('incident.waits', total)}
          </p>
          {rows.length > 0 && (
            <div
              className="incident-scroll"
              role="region"
              aria-label={t('incident.quarantine')}
              // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long list is scrolled by key
              tabIndex={0}
            >
              <ul className="incident-refused">
                {rows.map((r) => (
                  <li key={r.n}>
                    <div className="grow">
                      <p>{refusalWords(r.reason, r.params)}</p>
                      <p className="meta">
                        {t(r.column > 1 ? 'incident.whereSign' : 'incident.where', {
                          file: r.file,
                          line: formatNumber(r.line),
                          column: formatNumber(r.column),
                          field: fieldWords(r.field),
                        })}
                      </p>
                      {r.text && <p className="meta mono clip">{r.text}</p>}
                      {mending === r.n && (
                        <MendForm
                          row={r}
                          onMend={(value, alike) => void mend(r, value, alike)}
                          onClose={() => setMending(0)}
                        />
                      )}
                    </div>
                    {mending !== r.n &&
                      r.both.map((at, n) => (
                        <Button
                          key={at}
                          look="quiet"
                          size="small"
                          aria-label={t(n === 0 ? 'incident.bothFirst' : 'incident.bothSecond', {
                            at: formatMoment(at),
                            line: formatNumber(r.line),
                          })}
                          onClick={() => void mend(r, at, false)}
                        >
                          {t(n === 0 ? 'incident.bothFirstShort' : 'incident.bothSecondShort')}
                        </Button>
                      ))}
                    {r.mends && mending !== r.n && (
                      <Button
                        look="quiet"
                        size="small"
                        aria-label={t('incident.mend', { line: formatNumber(r.line) })}
                        onClick={() => setMending(r.n)}
                      >
                        {t('incident.mendShort')}
                      </Button>
                    )}
                    {r.code && (
                      <Menu
                        label={t('incident.means', { told: r.code })}
                        text={t('incident.meansShort')}
                        size="small"
                        items={severities.map((s) => ({
                          id: s,
                          label: s,
                          onSelect: () => void mean(r, s),
                        }))}
                      />
                    )}
                    <Button
                      look="quiet"
                      size="small"
                      icon="trash"
                      aria-label={t('incident.discard', { line: formatNumber(r.line) })}
                      onClick={() => void discard(r)}
                    />
                  </li>
                ))}
              </ul>
            </div>
          )}
        </>
      )}
      {meanings.length > 0 && (
        <section aria-labelledby="incident-meanings">
          <h3 className="h3" id="incident-meanings">
            {t('incident.meanings')}
          </h3>
          <ul className="incident-refused">
            {meanings.map((m) => (
              <li key={`${m.field} ${m.code}`}>
                <div className="grow">
                  <p>
                    {t('incident.meaningOf', {
                      field: tAny(`incident.field.${m.field}`),
                      told: m.code,
                      value: m.is || t('incident.noMeaning'),
                    })}
                  </p>
                  <p className="meta">
                    {t('incident.meaningWas', {
                      value: m.was || t('incident.noMeaning'),
                      day: formatDate(m.at),
                      count: formatNumber(m.count),
                    })}
                  </p>
                </div>
                <Button
                  look="quiet"
                  size="small"
                  icon="undo"
                  aria-label={t('incident.meaningBack', { told: m.code })}
                  onClick={() => void asBefore(m.field, m.code)}
                >
                  {t('incident.meaningBackShort')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="dialog-acts">
        {total > 0 && (
          <Button look="quiet" icon="redo" onClick={() => void retry()}>
            {t('incident.retry')}
          </Button>
        )}
        <Button className="safe" look="primary" onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}
