import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Governance } from '../features/governance';
import { recordedBackend } from '../testing/recorded';
import { renderScreen } from '../testing/render';
import { IndicatorsPage, StudiesPage } from './MeasuresPages';

it.each([
  ['measures', <IndicatorsPage key="m" />, '/measures'],
  ['studies', <StudiesPage key="s" />, '/measures/studies'],
  ['policies', <Governance key="g" />, '/governance'],
])('opens the page about %s by F1', async (topic, page, at) => {
  const view = renderScreen(page, recordedBackend(), at);
  await screen.findAllByRole('link');
  await userEvent.keyboard('{F1}');
  await waitFor(() => expect(view.path()).toBe(`/help/${topic}`));
});
