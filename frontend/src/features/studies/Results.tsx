import { useRef } from 'react';
import { useStudyPictures, type Study, type StudyResult } from '../../backend';
import { formatDate, t, unbroken } from '../../i18n';
import { ScenePicture, usePictureWidth, type Scene } from '../../painter';
import { Chip, Icon, Note, Section } from '../../ui';
import { toneOf } from './words';

/** In px. */
const widest = 960;

/** What the checks said, as pictures, in words and as tables. */
export function Results({ study: s }: { study: Study }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = usePictureWidth(frame, widest);
  const raw = useStudyPictures(s.ref, s.rev, width).data;
  const scenes = raw ? (JSON.parse(raw) as Partial<Record<string, Scene>>) : {};
  return (
    <div ref={frame}>
      {scenes['events'] && (
        <Section title={t('studies.incidents')}>
          <ScenePicture
            scene={scenes['events']}
            name={t('studies.picture.events')}
            className="study-picture"
          />
          {s.state === 'draft' && <p className="meta">{t('studies.onlyBefore')}</p>}
        </Section>
      )}
      {scenes['change'] && (
        <Section title={t('studies.ratio')}>
          <ScenePicture
            scene={scenes['change']}
            name={t('studies.picture.change')}
            className="study-picture"
          />
        </Section>
      )}
      <Section title={t('studies.checks')}>
        <p className="meta">
          {unbroken(s.level)} {t('studies.suppose')}
        </p>
        <ol className="study-checks">
          {s.checks.map((c) => (
            <li key={c.day}>
              <p className="study-line">
                <strong>{formatDate(c.day)}</strong>
                {c.result ? (
                  <Chip tone={toneOf(c.result.code)}>{c.result.word}</Chip>
                ) : (
                  <span className="ink-2">
                    {t(c.state === 'due' ? 'studies.check.due' : 'studies.check.planned')}
                  </span>
                )}
              </p>
              {c.result && <Result result={c.result} day={c.day} />}
            </li>
          ))}
        </ol>
      </Section>
    </div>
  );
}

function Result({ result: r, day }: { result: StudyResult; day: string }) {
  return (
    <div className="study-result">
      <p>{unbroken(r.why)}</p>
      <p className="small ink-2">
        {t('studies.sides', { before: r.before, after: r.after })}{' '}
        {r.p && t('studies.p', { p: r.p })}
      </p>
      {r.warnings.map((w) => (
        <p key={w.code} className="small study-warning">
          <Icon name="warn" /> <span>{w.text}</span>
        </p>
      ))}
      {r.stale && <Note tone="info">{t('studies.stale')}</Note>}
      {r.cases.length > 0 && (
        <details>
          <summary className="small">{t('studies.behind')}</summary>
          <table className="study-table">
            <caption className="unseen">{t('studies.behindOf', { day: formatDate(day) })}</caption>
            <thead>
              <tr>
                <th scope="col">{t('studies.col.day')}</th>
                <th scope="col">{t('studies.col.side')}</th>
                <th scope="col">{t('studies.col.incident')}</th>
                <th scope="col">{t('studies.col.why')}</th>
              </tr>
            </thead>
            <tbody>
              {r.cases.map((c) => (
                <tr key={`${c.ref} ${c.day}`}>
                  <td className="num">{c.day ? formatDate(c.day) : ''}</td>
                  <td>{t(`studies.side.${c.side}`)}</td>
                  <td>
                    <a href={`#/reviews/${c.ref}`}>{c.title || c.ref}</a>
                  </td>
                  <td>{c.why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      <p className="meta">
        {t('studies.rests', { method: r.method, data: r.data_hash.slice(0, 12) })}{' '}
        {r.rule && t('studies.rule', { rule: r.rule })}
      </p>
    </div>
  );
}
