import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { SearchHit, SearchResult } from '../backend';
import { useCommands } from '../commands';
import { recordedBackend } from '../testing/recorded';
import { renderScreen } from '../testing/render';
import { emptyReview } from '../testing/review';
import { Palette } from './Palette';

vi.setConfig({ testTimeout: 30_000 });

const hit: SearchHit = {
  kind: 'review',
  ref: 'REV-26-AAAAAA',
  id: '01A',
  title: 'The counter stopped',
  titleMarks: [],
  severity: '',
  state: 'draft',
  date: '',
  services: [],
  trashed: false,
  score: 1,
  places: [
    {
      class: 'evidence',
      key: 'evidence/01E',
      name: 'search.place.evidence',
      snippet: 'x',
      before: false,
      after: false,
      marks: [],
      at: '',
      timed: false,
    },
  ],
  morePlaces: 0,
  reasons: [],
};
const found: SearchResult = { hits: [hit], total: 1, facets: [], notices: [], also: [] };

function show() {
  const find = vi.fn((query: string) =>
    query === 'counter' ? Promise.resolve(found) : new Promise<SearchResult>(() => undefined),
  );
  const get = vi.fn(() => Promise.resolve(emptyReview()));
  const named = vi.fn((words: string) =>
    Promise.resolve(
      words === 'night'
        ? [
            { ref: 'POL-26-AAAAAA', kind: 'policy', title: 'Who is called at night', state: '' },
            { ref: 'INC-26-BBBBBB', kind: 'incident', title: '4711 Night run', state: 'open' },
          ]
        : [],
    ),
  );
  const view = renderScreen(
    <Palette onClose={() => undefined} />,
    recordedBackend({ search: { find, named }, reviews: { get } }),
  );
  return { find, get, named, ...view };
}
const type = async (text: string) => {
  await userEvent.clear(await screen.findByRole('combobox'));
  await userEvent.paste(text);
};

it('lets the hits of other words go while what is typed is searched', async () => {
  const { find } = show();
  await type('counter');
  expect(await screen.findByText('The counter stopped')).toBeVisible();
  await type('counterfeit');
  await waitFor(() => expect(find.mock.lastCall?.[0]).toBe('counterfeit'));
  expect(screen.queryByText('The counter stopped')).toBeNull();
});

it('searches nothing while commands are looked for', async () => {
  const { find } = show();
  await type('>counter');
  await type('counter');
  expect(await screen.findByText('The counter stopped')).toBeVisible();
  expect(find.mock.calls.map(([query]) => query)).toEqual(['counter']);
});

it('opens evidence at the cause it speaks for', async () => {
  const { get, path } = show();
  await type('counter');
  await userEvent.click(await screen.findByText('The counter stopped'));
  await waitFor(() => expect(path()).toBe('/reviews/REV-26-AAAAAA/causes'));
  expect(get).toHaveBeenCalledWith('REV-26-AAAAAA');
});

it('shows where a hit stands in full, with its words marked', async () => {
  const snippet = `${'nobody reads the '.repeat(12)}counter`;
  const at = snippet.length - 'counter'.length;
  const place = {
    class: 'causes',
    key: 'causes/01C',
    name: 'search.place.causes',
    snippet,
    before: true,
    after: false,
    marks: [{ start: at, end: snippet.length }],
    at: '',
    timed: false,
  } as const;
  const find = () =>
    Promise.resolve({
      ...found,
      hits: [{ ...hit, places: [{ ...place, marks: [...place.marks] }] }],
    });
  renderScreen(<Palette onClose={() => undefined} />, recordedBackend({ search: { find } }));
  await type('counter');
  const mark = await screen.findByText('counter', { selector: 'mark' });
  expect(mark.closest('[role=option]')).toHaveTextContent(`Causes: … ${snippet.trim()}`);
});

it('offers what takes something away below everything that fits as well', async () => {
  const run = vi.fn();
  function Screen() {
    useCommands('screen', [
      {
        id: 'x.remove',
        title: 'reviews.remove',
        params: { ref: 'REV-26-AAAAAA' },
        group: 'write',
        removes: true,
        run,
      },
      { id: 'x.open', title: 'reviews.open', params: { ref: 'REV-26-AAAAAA' }, group: 'move', run },
      { id: 'x.away', title: 'go.reviews', group: 'go', run },
    ]);
    return <Palette onClose={() => undefined} />;
  }
  const find = () => new Promise<SearchResult>(() => undefined);
  renderScreen(<Screen />, recordedBackend({ search: { find } }));
  const shown = () => screen.getAllByRole('option').map((o) => o.textContent);
  await type('>ev');
  expect(shown().map((text) => text.slice(0, 4))).toEqual(['Open', 'Move', 'Go t']);
  // Alone among what can be done here it stands behind the ways to other places.
  await type('>to');
  expect(shown().map((text) => text.slice(0, 4))).toEqual(['Go t', 'Move']);
  await type('>trash');
  expect(shown().map((text) => text.slice(0, 4))).toEqual(['Move']);
});

it('finds what is no review by its name: a rule, an incident, a page of the handbook', async () => {
  const { named, path } = show();
  await type('night');
  await userEvent.click(await screen.findByRole('option', { name: /Who is called at.*Policy/ }));
  await waitFor(() => expect(path()).toBe('/reviews/POL-26-AAAAAA'));
  expect(named).toHaveBeenCalledWith('night');
});

it('opens an incident of the register', async () => {
  const { path } = show();
  await type('night');
  await userEvent.click(await screen.findByRole('option', { name: /4711.*Incident/ }));
  await waitFor(() => expect(path()).toBe('/incidents/INC-26-BBBBBB'));
});

it('leaves other things out while commands are looked for', async () => {
  const { named } = show();
  await type('>night');
  await type('counter');
  expect(await screen.findByText('The counter stopped')).toBeVisible();
  expect(named.mock.calls.map(([words]) => words)).toEqual(['counter']);
});
