import { useIncidentImports } from '../../backend';
import { formatMoment, formatNumber, t, tAny } from '../../i18n';
import { Button, Dialog, ErrorNote } from '../../ui';

/** The imports with what became of their rows; each can be taken back as a whole. */
export function ImportsDialog({
  onShow,
  onResume,
  onWithdraw,
  onClose,
}: {
  onShow: (importId: string) => void;
  onResume: (importId: string, path: string) => void;
  onWithdraw: (importId: string) => void;
  onClose: () => void;
}) {
  const list = useIncidentImports();
  return (
    <Dialog title={t('incident.imports')} className="incident-imports" onClose={onClose}>
      {list.error ? (
        <ErrorNote title={t('incident.broke')} retry={() => void list.refetch()} />
      ) : (
        <div
          className="incident-scroll"
          role="region"
          aria-label={t('incident.imports')}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long list is scrolled by key
          tabIndex={0}
        >
          <table className="incident-table">
            <thead>
              <tr>
                <th scope="col">{t('incident.file')}</th>
                <th scope="col" className="num">
                  {t('incident.read')}
                </th>
                <th scope="col" className="num">
                  {t('incident.created')}
                </th>
                <th scope="col" className="num">
                  {t('incident.updated')}
                </th>
                <th scope="col" className="num">
                  {t('incident.unchanged')}
                </th>
                <th scope="col" className="num">
                  {t('incident.refused')}
                </th>
                <th scope="col">
                  <span className="unseen">{t('incident.acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.data?.map((i) => (
                <tr key={i.id}>
                  <td>
                    <div className="strong">{i.file}</div>
                    <div className="meta">
                      {formatMoment(i.at)} · {i.format} · {tAny(`incident.import.${i.state}`)}
                    </div>
                  </td>
                  <td className="num">{formatNumber(i.read)}</td>
                  <td className="num">{formatNumber(i.created)}</td>
                  <td className="num">{formatNumber(i.updated)}</td>
                  <td className="num">{formatNumber(i.unchanged)}</td>
                  <td className="num">{formatNumber(i.quarantined)}</td>
                  <td className="incident-table-acts">
                    {i.state !== 'withdrawn' && (
                      <div>
                        {i.state === 'stopped' && (
                          <Button size="small" onClick={() => onResume(i.id, i.path)}>
                            {t('incident.resume')}
                          </Button>
                        )}
                        <Button look="text" size="small" onClick={() => onShow(i.id)}>
                          {t('incident.showThese')}
                        </Button>
                        <Button
                          look="quiet"
                          size="small"
                          icon="undo"
                          onClick={() => onWithdraw(i.id)}
                        >
                          {t('incident.withdraw')}
                        </Button>
                      </div>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="dialog-acts">
        <Button className="safe" look="primary" onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}
