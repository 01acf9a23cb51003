import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { ServiceDoc, ServiceImported, ServiceOverview, ServiceRow } from '../../../backend';
import { recordedBackend } from '../../../testing/recorded';
import { renderScreen, seriousFindings } from '../../../testing/render';
import { Services } from './Services';

const web: ServiceRow = {
  ref: 'SVC-26-AAAAAA',
  name: 'Web',
  owner: 'Web team',
  tier: '1',
  retired: '',
  own: 1,
  all: 6,
  gaps: 1,
};
const map: ServiceOverview = {
  services: [web, { ...web, ref: 'SVC-26-BBBBBB', name: 'Ledger', owner: '', own: 3, all: 3 }],
  coverage: {
    categories: ['Latency'],
    pairs: 2,
    owned: 1,
    percent: 50,
    gaps: [{ ref: web.ref, service: 'Web', category: 'Latency' }],
    unowned: [{ ref: 'SVC-26-BBBBBB', name: 'Ledger' }],
  },
  circles: [],
  twice: [],
  proposals: [
    { name: 'ledger db', incidents: 4, needs: 0, like: [{ ref: 'SVC-26-BBBBBB', name: 'Ledger' }] },
    { name: 'Fax', incidents: 1, needs: 1, like: [] },
  ],
  none: [],
  total: 9,
  nameless: 1,
};
const doc: ServiceDoc = {
  row: web,
  aliases: ['www'],
  note: '',
  trashed: false,
  rev: 3,
  day: '2026-11-23',
  needs: [{ id: 'n', service: 'Ledger', ref: 'SVC-26-BBBBBB', from: '', to: '2026-02-28' }],
  owners: [],
  above: [],
  below: [
    { ref: 'SVC-26-BBBBBB', name: 'Ledger', level: 1, by: web.ref, from: '', to: '2026-02-28' },
  ],
  cases: [
    {
      ref: 'INC-26-AAAAAA',
      title: 'Ledger slow',
      day: '2026-02-01',
      severity: 'SEV2',
      own: false,
      services: ['Ledger'],
    },
  ],
  gaps: ['Latency'],
  circles: [],
  twice: [],
  told: [],
};

it('shows what is not owned, and asks what names mean', async () => {
  const decide = vi.fn(() => Promise.resolve(1));
  const backend = recordedBackend({ services: { list: () => Promise.resolve(map), decide } });
  const { container } = renderScreen(<Services record={undefined} tabs={null} />, backend);
  const page = await screen.findByText(
    '50 % of the pairs of category and service have an owner: 1 of 2',
  );
  expect(page).toBeVisible();
  expect(
    screen.getByText(
      '9 incidents are counted, each once for each service it touches. 1 of them names no service.',
    ),
  ).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.keyboard('u');
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: 'It is Ledger' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Fax is no service' }));
  expect(decide.mock.calls).toEqual([
    [['ledger db'], 'alias', 'SVC-26-BBBBBB', 'services'],
    [['Fax'], 'none', '', 'services'],
  ]);
});

it('tells what stands around a service in words, and takes a need', async () => {
  const addNeed = vi.fn(() => Promise.resolve({ rev: 4 }));
  const set = vi.fn(() => Promise.resolve({ rev: 5 }));
  const scene = {
    v: 1,
    kind: 'around',
    bounds: { x: 0, y: 0, w: 100, h: 100 },
    items: [],
    glyphs: {},
  };
  const backend = recordedBackend({
    services: {
      list: () => Promise.resolve(map),
      get: () => Promise.resolve(doc),
      picture: () => Promise.resolve(JSON.stringify(scene)),
      addNeed,
      set,
    },
  });
  const { container } = renderScreen(<Services record={web.ref} tabs={null} />, backend);
  expect(await screen.findByText('1 name it, 6 with all it needs, each once.')).toBeVisible();
  expect(screen.getByText('through Ledger')).toBeVisible();
  expect(screen.getAllByText('… to 2026-02-28').length).toBe(2);
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.type(screen.getByLabelText('Service it needs'), 'Mail');
  await userEvent.type(screen.getByLabelText('First day'), '2026-01-01');
  await userEvent.click(screen.getByRole('button', { name: 'Add the need' }));
  expect(addNeed).toHaveBeenCalledWith(web.ref, 'Mail', '2026-01-01', '', 'services');
  await userEvent.click(screen.getByRole('button', { name: /^Aliases/ }));
  await userEvent.clear(screen.getByLabelText('Aliases'));
  await userEvent.type(screen.getByLabelText('Aliases'), 'www; shop{Enter}');
  await waitFor(() => {
    expect(set).toHaveBeenCalledWith(
      web.ref,
      JSON.stringify([{ path: 'aliases', base: ['www'], value: ['www', 'shop'] }]),
      'services',
    );
  });
});

it('shows a table before it is taken and takes it back', async () => {
  const got: ServiceImported = {
    file: 'cmdb.csv',
    asks: false,
    columns: [{ header: 'Parent', target: 'service', values: ['Web'] }],
    read: 3,
    created: 2,
    updated: 0,
    unchanged: 0,
    refused: 1,
    refusals: [{ line: 4, why: 'The row names no service.', text: '…' }],
  };
  const take = vi.fn(() => Promise.resolve(got));
  const takeBack = vi.fn(() => Promise.resolve({ back: 2, left: 0 }));
  const backend = recordedBackend({
    services: {
      list: () => Promise.resolve(map),
      choose: () => Promise.resolve('/tmp/cmdb.csv'),
      import: take,
      takeBack,
    },
  });
  renderScreen(<Services record={undefined} tabs={null} />, backend);
  await screen.findByText('All services', { selector: 'h2' });
  await userEvent.keyboard('i');
  expect(await screen.findByText('The row names no service.')).toBeVisible();
  expect(take).toHaveBeenLastCalledWith('/tmp/cmdb.csv', {}, true, '');
  await userEvent.click(screen.getByRole('button', { name: 'Take it' }));
  expect(take).toHaveBeenLastCalledWith('/tmp/cmdb.csv', {}, false, 'services');
  await userEvent.click(await screen.findByRole('button', { name: /Undo/ }));
  expect(takeBack).toHaveBeenCalled();
});
