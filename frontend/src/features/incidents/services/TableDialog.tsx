import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  parseError,
  reviewKeys,
  useBackend,
  useServiceTable,
  type ServiceImported,
} from '../../../backend';
import { sentenceOf, useWrite } from '../../../editing';
import { formatNumber, t, tAny } from '../../../i18n';
import { Button, Dialog, ErrorNote, Note, SelectField, showToast } from '../../../ui';

const targets = [
  'service',
  'aliases',
  'owner',
  'tier',
  'retired',
  'needs',
  'from',
  'to',
  'category',
  'role',
  '-',
] as const;

const account = (x: ServiceImported) =>
  t('services.taken', {
    file: x.file,
    read: formatNumber(x.read),
    created: formatNumber(x.created),
    updated: formatNumber(x.updated),
    unchanged: formatNumber(x.unchanged),
    refused: formatNumber(x.refused),
  });

/** A table of services before it is taken: what its columns mean, and what would come of it. */
export function TableDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const backend = useBackend();
  const client = useQueryClient();
  const write = useWrite();
  const [columns, setColumns] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState<string>();
  const look = useServiceTable(path, columns);
  const refresh = () => client.invalidateQueries({ queryKey: reviewKeys.lists() });

  async function back() {
    const done = await write(() => backend.services.takeBack('services'));
    await refresh();
    if (done)
      showToast({
        icon: 'undo',
        text: t('services.takenBack', {
          back: formatNumber(done.back),
          left: formatNumber(done.left),
        }),
      });
  }
  async function take() {
    try {
      const got = await backend.services.import(path, columns, false, 'services');
      onClose();
      await refresh();
      showToast({
        icon: 'bringIn',
        tone: got.refused > 0 ? 'warn' : undefined,
        topic: 'undo',
        text: account(got),
        ...(got.created + got.updated > 0 ? { undo: () => void back() } : {}),
      });
    } catch (e) {
      if (parseError(e).code !== 'cancelled') setWrong(sentenceOf(e));
    }
  }
  const seen = look.data;
  return (
    <Dialog title={t('services.import')} className="incident-asking" onClose={onClose}>
      {look.error && (
        <ErrorNote
          title={t('services.tableBroke')}
          text={tAny(look.error.key, look.error.params)}
          retry={() => void look.refetch()}
        />
      )}
      {wrong && <ErrorNote title={t('services.tableBroke')} text={wrong} />}
      {seen && (
        <>
          <div
            className="incident-mapping"
            role="region"
            aria-label={t('incident.columns')}
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long table is scrolled by key
            tabIndex={0}
          >
            <table className="incident-table">
              <thead>
                <tr>
                  <th scope="col">{t('incident.column')}</th>
                  <th scope="col">{t('incident.columnValues')}</th>
                  <th scope="col">{t('incident.columnAs')}</th>
                </tr>
              </thead>
              <tbody>
                {seen.columns.map((c) => (
                  <tr key={c.header}>
                    <th scope="row" className="incident-header">
                      {c.header}
                    </th>
                    <td className="meta mono">
                      {c.values.length > 0 ? c.values.join(' · ') : t('incident.columnEmpty')}
                    </td>
                    <td>
                      <SelectField
                        label={t('incident.columnOf', { header: c.header })}
                        hideLabel
                        small
                        value={c.target}
                        options={targets.map((x) => ({
                          value: x,
                          label: tAny(
                            x === '-' ? 'services.target.nothing' : `services.target.${x}`,
                          ),
                        }))}
                        onChange={(x) =>
                          setColumns({
                            ...Object.fromEntries(seen.columns.map((o) => [o.header, o.target])),
                            [c.header]: x,
                          })
                        }
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {seen.asks ? (
            <Note tone="warn">{t('services.needColumn')}</Note>
          ) : (
            <p role="status">{account(seen)}</p>
          )}
          {seen.refusals.length > 0 && (
            <ul className="service-refused">
              {seen.refusals.slice(0, 20).map((r) => (
                <li key={r.line}>
                  <span className="meta">
                    {t('incident.rowOf', { line: formatNumber(r.line) })}
                  </span>
                  <div>
                    <p>{r.why}</p>
                    <p className="meta clip">{r.text}</p>
                  </div>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      <div className="dialog-acts">
        <Button look="quiet" onClick={onClose}>
          {t('act.cancel')}
        </Button>
        <Button
          className="safe"
          look="primary"
          off={(!seen || seen.asks || seen.read === seen.refused) && t('services.nothingToTake')}
          onClick={() => void take()}
        >
          {t('services.take')}
        </Button>
      </div>
    </Dialog>
  );
}
