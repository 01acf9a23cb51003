import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import {
  parseError,
  reviewKeys,
  useBackend,
  useJob,
  type ImportPreview,
  type ImportResult,
} from '../../backend';
import { useCommandContext } from '../../commands';
import { t, tAny, tn } from '../../i18n';
import { Bar, Button, EmptyState, ErrorNote, Progress, showToast } from '../../ui';
import './import.css';
import { PreviewTable } from './PreviewTable';

/** Brings post-mortems in: choose, look at what was understood, then import. */
export function ImportScreen() {
  useCommandContext({ review: null, selection: null });
  const backend = useBackend();
  const client = useQueryClient();
  const navigate = useNavigate();
  const dropped = useLocation({ select: (l) => l.state.paths });
  const preview = useJob<ImportPreview>();
  const apply = useJob<ImportResult>();

  const { start } = preview;
  const look = (paths: string[]) => {
    if (paths.length > 0) {
      start(
        () => backend.imports.preview(paths, ''),
        (id) => backend.imports.previewResult(id),
      );
    }
  };
  const seen = useRef<string[] | undefined>(undefined);
  useEffect(() => {
    if (dropped && dropped !== seen.current) {
      seen.current = dropped;
      look(dropped);
    }
  });

  const choose = async () => {
    try {
      look(await backend.imports.choose());
    } catch (e) {
      const error = parseError(e);
      if (error.code !== 'cancelled')
        showToast({ tone: 'warn', text: tAny(error.key, error.params) });
    }
  };
  const onDone = useCallback(
    async (result: ImportResult) => {
      await client.invalidateQueries({ queryKey: reviewKeys.all });
      const first = result.records[0];
      showToast({ icon: 'bringIn', text: tn('import.done', result.created + result.updated) });
      if (result.records.length === 1 && first) {
        await navigate({ to: '/reviews/$ref', params: { ref: first.ref } });
      } else {
        await navigate({ to: '/reviews' });
      }
    },
    [client, navigate],
  );
  const result = apply.result;
  useEffect(() => {
    if (result) void onDone(result);
  }, [result, onDone]);

  const busy = preview.state === 'running' ? preview : apply.state === 'running' ? apply : null;
  const error = preview.error ?? apply.error;
  const found = preview.result;
  const hasUpdates = found?.files.some((f) => f.status === 'proposal') ?? false;
  const count = found ? found.created + found.updated : 0;

  return (
    <div className="screen">
      <Bar
        title={<h1 className="h1">{t('import.title')}</h1>}
        acts={
          found &&
          !busy && (
            <>
              <Button look="quiet" onClick={() => preview.reset()}>
                {t('act.cancel')}
              </Button>
              <Button
                look="primary"
                off={count === 0 && !hasUpdates && t('import.nothingNew')}
                onClick={() =>
                  apply.start(
                    () => backend.imports.apply(preview.id, hasUpdates),
                    (id) => backend.imports.applyResult(id),
                  )
                }
              >
                {tn('import.apply', count)}
              </Button>
            </>
          )
        }
      />
      {error && (
        <ErrorNote
          title={t('import.failed')}
          text={tAny(error.key, error.params)}
          retry={() => {
            preview.reset();
            apply.reset();
          }}
        />
      )}
      {busy && (
        <div className="import-busy">
          <Progress
            label={busy.label || t('import.reading')}
            done={busy.done}
            total={busy.total}
            onStop={busy.stop}
          />
        </div>
      )}
      {!busy && found && <PreviewTable preview={found} />}
      {!busy && !found && !error && (
        <EmptyState
          title={t('import.empty.title')}
          lead={t('import.empty.lead')}
          acts={
            <Button look="primary" size="large" icon="file" onClick={() => void choose()}>
              {t('import.choose')}
            </Button>
          }
        >
          <p className="small ink-3 import-hint">{t('import.empty.hint')}</p>
        </EmptyState>
      )}
    </div>
  );
}
