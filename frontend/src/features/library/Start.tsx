import type { SearchResult } from '../../backend';
import { t, tAny } from '../../i18n';
import { Button } from '../../ui';
import { examplesOf, quoted, say, withoutFilters } from './words';

/** Nothing is typed yet: how to search, with words that these reviews hold. */
export function Start({
  result,
  onPick,
}: {
  result: SearchResult;
  onPick: (query: string) => void;
}) {
  const examples = examplesOf(result);
  return (
    <div className="scroll library-start">
      <h2 className="h2">{t('library.start.title')}</h2>
      <p className="ink-2">{t('library.start.lead')}</p>
      {examples.length > 0 && (
        <dl className="library-examples">
          {examples.map((e) => (
            <div key={e.kind}>
              <dt>
                <Button look="text" onClick={() => onPick(e.query)}>
                  <span className="mono">{e.query}</span>
                </Button>
              </dt>
              <dd className="small ink-2">{tAny(`library.example.${e.kind}`)}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="small">
        <a href="#/help/search">{t('library.help')}</a>
      </p>
    </div>
  );
}

/** Nothing fits: what was tried, and the way out. */
export function NothingFound({
  query,
  result,
  onPick,
}: {
  query: string;
  result: SearchResult;
  onPick: (query: string) => void;
}) {
  const plain = withoutFilters(query, result);
  return (
    <div className="scroll library-start">
      <h2 className="h2">{t('library.none.title')}</h2>
      <p className="ink-2">{t('library.none.lead')}</p>
      <ul className="library-tried small ink-2">
        <li>{t('library.none.tried', { query: quoted(query) })}</li>
        {result.also.map((a) => (
          <li key={a.typed}>{t('search.also', { words: a.words.join(', ') })}</li>
        ))}
        {result.notices.map((n) => (
          <li key={n.key}>{say(n)}</li>
        ))}
      </ul>
      <div className="empty-acts">
        {plain !== '' && (
          <Button onClick={() => onPick(plain)}>{t('library.none.noFilters')}</Button>
        )}
        <Button look="quiet" onClick={() => onPick('')}>
          {t('library.none.again')}
        </Button>
      </div>
    </div>
  );
}
