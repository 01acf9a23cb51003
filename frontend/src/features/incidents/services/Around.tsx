import { useNavigate } from '@tanstack/react-router';
import { useServicePicture, type ServiceDoc, type ServiceStep } from '../../../backend';
import { t } from '../../../i18n';
import { ScenePicture, type Scene } from '../../../painter';

/** A service between what needs it and what it needs: as a picture, and in words below it. */
export function Around({ doc, day }: { doc: ServiceDoc; day: string }) {
  const navigate = useNavigate();
  const { data: raw } = useServicePicture(doc.row.ref, day);
  if (doc.above.length + doc.below.length === 0)
    return <p className="ink-2">{t('services.alone')}</p>;
  return (
    <>
      {raw && (
        <div
          className="service-picture-frame"
          role="region"
          aria-label={t('services.picture', { name: doc.row.name })}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide picture is scrolled by key
          tabIndex={0}
        >
          <ScenePicture
            scene={JSON.parse(raw) as Scene}
            name={t('services.picture', { name: doc.row.name })}
            className="service-picture"
            onPick={(record) =>
              void navigate({ to: '/incidents/services/$record', params: { record } })
            }
          />
        </div>
      )}
      <div className="service-outlines">
        <Outline title={t('services.above')} from={doc.row.ref} steps={doc.above} />
        <Outline title={t('services.below')} from={doc.row.ref} steps={doc.below} />
      </div>
    </>
  );
}

function Outline({
  title,
  from,
  steps,
}: {
  title: string;
  from: string;
  steps: readonly ServiceStep[];
}) {
  return (
    <div className="grow">
      <h4 className="label">{title}</h4>
      {steps.length === 0 ? <p className="ink-3">{t('services.nothing')}</p> : null}
      <Branch from={from} steps={steps} />
    </div>
  );
}

function Branch({ from, steps }: { from: string; steps: readonly ServiceStep[] }) {
  const next = steps.filter((s) => s.by === from);
  if (next.length === 0) return null;
  return (
    <ul className="service-branch">
      {next.map((s) => (
        <li key={s.ref}>
          <a href={`#/incidents/services/${s.ref}`}>{s.name}</a>
          {(s.from || s.to) && (
            <span className="meta num">
              {' '}
              {t('services.days', { from: s.from || '…', to: s.to || '…' })}
            </span>
          )}
          <Branch from={s.ref} steps={steps} />
        </li>
      ))}
    </ul>
  );
}
