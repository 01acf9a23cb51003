import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { RenderedMarkdown } from './RenderedMarkdown';

it('lets only links to places of the window lead anywhere', () => {
  render(
    <RenderedMarkdown
      text={'[here](#/reviews) [out](https://example.org) [up](#top) noted[^1]\n\n[^1]: A note.'}
    />,
  );
  expect(screen.getAllByRole('link').map((a) => a.getAttribute('href'))).toEqual(['#/reviews']);
  expect(screen.getByText('A note.')).toBeVisible();
});
