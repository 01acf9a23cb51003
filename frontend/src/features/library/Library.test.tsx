import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { SearchHit, SearchOptions, SearchPlace, SearchResult } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { actionOf, emptyReview } from '../../testing/review';
import { Library } from './Library';

const hit: SearchHit = {
  kind: 'review',
  ref: 'REV-26-AAAAAA',
  id: '01A',
  title: 'The counter stopped',
  titleMarks: [{ start: 4, end: 11 }],
  severity: 'SEV2',
  state: 'draft',
  date: '2026-10-25',
  services: ['Wash Control'],
  trashed: false,
  score: 3,
  places: [
    {
      class: 'causes',
      key: 'causes/01C',
      name: 'search.place.causes',
      snippet: 'nobody reads the counter',
      before: false,
      after: true,
      marks: [{ start: 17, end: 24 }],
      at: '',
      timed: false,
    },
    {
      class: 'actions',
      key: 'actions/01D',
      name: 'search.place.actions',
      snippet: 'show the counter',
      before: true,
      after: false,
      marks: [{ start: 9, end: 16 }],
      at: '',
      timed: false,
    },
  ],
  morePlaces: 1,
  reasons: [{ key: 'search.reason.both', params: {} }],
};
const found: SearchResult = {
  hits: [hit],
  total: 1,
  facets: [
    { name: 'service', values: [{ value: 'Wash Control', count: 1, chosen: false, words: [] }] },
    { name: 'in', values: [{ value: 'causes', count: 1, chosen: false, words: [] }] },
  ],
  notices: [],
  also: [],
};
const nothing: SearchResult = { hits: [], total: 0, facets: [], notices: [], also: [] };

/** The machine may be busy with the whole suite. */
const long = 30_000;

function show(find: (query: string, o: SearchOptions) => Promise<SearchResult>) {
  return renderScreen(<Library />, recordedBackend({ search: { find } }));
}
/** Puts words into the field at once; typing letter by letter is for the first test. */
async function search(words: string) {
  await userEvent.clear(await field());
  await userEvent.paste(words);
}
const field = () => screen.findByRole('textbox', { name: 'Search all reviews' });

it(
  'is searched as one types, gone through by key, and opens at the place of the hit',
  async () => {
    const find = vi.fn((query: string, options: SearchOptions) =>
      Promise.resolve(
        query === '' && options.offset === 0
          ? { ...found, hits: [{ ...hit, places: [], reasons: [] }] }
          : found,
      ),
    );
    const { container, path } = show(find);
    await search('counter sto');
    await userEvent.keyboard('p');
    expect(await screen.findByText('1 review', { selector: '.library-field span' })).toBeVisible();
    expect(find).toHaveBeenLastCalledWith('counter stop', {
      typing: true,
      trash: false,
      limit: 40,
      offset: 0,
      times: 'incident',
    });
    expect(screen.getAllByText('counter', { selector: 'mark' })).toHaveLength(3);
    expect(await seriousFindings(container)).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(find.mock.lastCall?.[1].typing).toBe(false));
    expect(screen.getByRole('listbox')).toHaveFocus();
    expect(screen.getAllByRole('option')[0]).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(path()).toBe('/reviews/REV-26-AAAAAA/actions'));
    // Another screen begins with the words as they were left.
    await userEvent.clear(await field());
  },
  long,
);

it(
  'asks once at a time, and lets the answer to older words go',
  async () => {
    const waiting: { query: string; answer: (r: SearchResult) => void }[] = [];
    show(
      (query) =>
        new Promise((answer) => {
          waiting.push({ query, answer });
        }),
    );
    await search('pump');
    expect(waiting.map((w) => w.query)).toEqual(['']);
    await act(async () => {
      waiting[0]?.answer(found);
      await Promise.resolve();
    });
    expect(waiting.map((w) => w.query)).toEqual(['', 'pump']);
    await act(async () => {
      waiting[1]?.answer(found);
      await Promise.resolve();
    });
    expect(await screen.findByRole('listbox')).toBeVisible();
    await userEvent.clear(await field());
  },
  long,
);

it(
  'writes a tick of a facet into the words',
  async () => {
    const find = vi.fn((query: string) =>
      Promise.resolve({ ...found, notices: query === '' ? [] : found.notices }),
    );
    show(find);
    await userEvent.click(await screen.findByRole('checkbox', { name: /Wash Control/ }));
    expect(await field()).toHaveValue('service:"Wash Control"');
    await waitFor(() => expect(find.mock.lastCall?.[0]).toBe('service:"Wash Control"'));
    await userEvent.clear(await field());
  },
  long,
);

it(
  'marks the time that was searched for, and asks for no other',
  async () => {
    const times = vi.fn(() => new Promise<never>(() => undefined));
    const entry = {
      ...hit.places[0],
      class: 'timeline',
      key: 'timeline/01T',
      name: 'search.place.timeline',
      marks: [],
      at: '2026-10-25T14:02:00+01:00',
    } as SearchPlace;
    renderScreen(
      <Library />,
      recordedBackend({
        search: {
          find: (query) =>
            Promise.resolve({
              ...found,
              hits: [
                {
                  ...hit,
                  places: [
                    { ...entry, timed: query !== '' },
                    { ...entry, key: 'timeline/01U' },
                  ],
                },
              ],
            }),
        },
        reviews: { times },
      }),
    );
    await search('14:02');
    expect(await screen.findByText('25 Oct, 14:02', { selector: 'mark' })).toBeVisible();
    expect(screen.getByText('14:02', { selector: 'span.num' })).toBeVisible();
    expect(times).not.toHaveBeenCalled();
    await userEvent.clear(await field());
  },
  long,
);

it(
  'quotes of a query without end as much as a sentence holds',
  async () => {
    show((query) =>
      Promise.resolve(
        query === ''
          ? found
          : {
              ...nothing,
              notices: [{ key: 'search.notice.phrase_absent', params: { phrase: query } }],
            },
      ),
    );
    await search('x'.repeat(10_000));
    const told = await screen.findAllByText(/x{20}…/);
    expect(told).toHaveLength(2);
    for (const line of told) expect(line.textContent.length).toBeLessThan(300);
    await userEvent.clear(await field());
  },
  long,
);

it(
  'has every key it answers in the list of keys',
  async () => {
    const { registry } = show(() => Promise.resolve(found));
    await search('counter');
    await screen.findByRole('listbox');
    const keys = registry.available().flatMap((c) => c.keys ?? []);
    expect(keys).toEqual(
      expect.arrayContaining([
        '/',
        'Enter',
        'Escape',
        'ArrowDown',
        'ArrowUp',
        'PageDown',
        'PageUp',
        'Home',
        'End',
      ]),
    );
    (await field()).blur();
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByRole('listbox')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    expect(await field()).toHaveFocus();
    await userEvent.clear(await field());
  },
  long,
);

it(
  'says what was tried when nothing fits, and offers to search without filters',
  async () => {
    show((query) =>
      Promise.resolve(
        query.includes('state:closed')
          ? { ...nothing, also: [{ typed: 'pmup', words: ['pump'] }] }
          : found,
      ),
    );
    await search('pmup state:closed');
    expect(await screen.findByRole('heading', { name: 'Nothing was found' })).toBeVisible();
    expect(screen.getByText('Also searched: pump')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Search without the filters' }));
    expect(await field()).toHaveValue('pmup');
    expect(await screen.findByRole('listbox')).toBeVisible();
    await userEvent.clear(await field());
  },
  long,
);

it(
  'shows the chosen place with what stands around it in its review',
  async () => {
    const cause = (id: string, parent: string, text: string) => ({
      id,
      parent,
      text,
      kind: '',
      status: '',
      classes: [],
      rank: 'V',
    });
    const review = emptyReview({
      ref: hit.ref,
      sections: [{ key: 'summary', title: 'Summary', text: 'A *counter* stopped at night.' }],
      causes: [
        cause('01A', '', 'Orders were too small'),
        cause('01C', '01A', 'nobody reads the counter'),
        cause('01D', '01C', 'It has no alarm'),
        cause('01E', '01A', 'The list was old'),
      ],
      actions: [
        actionOf({ id: '01D', title: 'show the counter', criterion: 'It hangs in the hall' }),
      ],
    });
    const get = vi.fn(() => Promise.resolve(review));
    const { container } = renderScreen(
      <Library />,
      recordedBackend({ search: { find: () => Promise.resolve(found) }, reviews: { get } }),
    );
    await search('counter');
    // The cause that was found between the one above it and the one below.
    expect(await screen.findByText('It has no alarm')).toBeVisible();
    expect(screen.getByText('Orders were too small')).toBeVisible();
    expect(screen.queryByText('The list was old')).toBeNull();
    expect(await screen.findByText('counter', { selector: '.prose em mark' })).toBeVisible();
    expect(await seriousFindings(container)).toEqual([]);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(await screen.findByText('It hangs in the hall')).toBeVisible();
    expect(get).toHaveBeenCalledTimes(1);
    await userEvent.clear(await field());
  },
  long,
);

it(
  'keeps the field when hits cannot be shown, so that other words lead out',
  async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const broken = { ...hit, titleMarks: null as never };
    show((query) => Promise.resolve(query === 're-tuned' ? { ...found, hits: [broken] } : found));
    await search('re-tuned');
    expect(await screen.findByRole('alert')).toHaveTextContent('could not be shown');
    expect(await field()).toHaveValue('re-tuned');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('alert')).toBeVisible();
    await search('counter');
    expect(await screen.findByRole('listbox')).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
    await userEvent.clear(await field());
    vi.restoreAllMocks();
  },
  long,
);
