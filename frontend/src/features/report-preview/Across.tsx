import {
  useBackend,
  type IncidentQuery,
  type MeasureQuery,
  type RegisterKind,
} from '../../backend';
import { useCommands } from '../../commands';
import { t, type MessageKey } from '../../i18n';
import { Button, Note } from '../../ui';
import { PageTools } from './PageTools';
import './preview.css';
import { Sheets } from './Sheets';
import { useLook } from './useLook';
import { usePaperAcross } from './usePaper';

const names: Record<RegisterKind, MessageKey> = {
  actions: 'report.register.actions',
  incidents: 'report.register.incidents',
  obligations: 'report.register.obligations',
};

/** Back to the list it is of, where the report is saved as well. */
type Room = { onClose: () => void };

/** A report across records as it will lie on paper, and it follows the records and the query. */
export function RegisterPaper({
  kind,
  query,
  ...room
}: Room & { kind: RegisterKind; query: IncidentQuery }) {
  const backend = useBackend();
  const made = usePaperAcross([kind, query], () => backend.reports.previewRegister(kind, query));
  return <Across title={t(names[kind])} made={made} {...room} />;
}

/** The report of a period, in the same way. */
export function TrendPaper({ query, ...room }: Room & { query: MeasureQuery }) {
  const backend = useBackend();
  const made = usePaperAcross(['trend', query], () => backend.reports.previewTrend(query));
  return <Across title={t('report.trend')} made={made} {...room} />;
}

function Across({
  title,
  made: { reader, paper, damaged, error, unset, isStale, retry },
  onClose,
}: Room & { title: string; made: ReturnType<typeof usePaperAcross> }) {
  const look = useLook(paper?.sheets.length ?? 0, true);
  useCommands('pane', [
    ...look.commands,
    {
      id: 'report.leave',
      title: 'report.leave',
      keys: ['Escape'],
      group: 'see',
      hidden: true,
      run: onClose,
    },
  ]);
  return (
    <section className="paper-screen" aria-label={title}>
      <div className="pane-head paper-head">
        <h2 className="h3">{title}</h2>
        <span className="grow" />
        <PageTools {...look.tools} isStale={isStale && paper !== null && !error && !damaged} />
        <Button look="quiet" size="small" icon="close" keys="Escape" onClick={onClose}>
          {t('report.across.close')}
        </Button>
      </div>
      {unset.map((text) => (
        <Note key={text} tone="warn">
          {text}
        </Note>
      ))}
      <Sheets
        reader={reader}
        paper={paper}
        problem={error}
        damaged={damaged}
        isStale={isStale}
        retry={retry}
        view={look.view}
      />
    </section>
  );
}
