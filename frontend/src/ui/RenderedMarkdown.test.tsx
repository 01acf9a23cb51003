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

it('shows no picture but those it was given; of any other it says the words', () => {
  const text = '![a fish](../pictures/fish.png) ![a spy](https://example.org/a.png) ![me](data:,x)';
  const { container } = render(
    <RenderedMarkdown
      text={text}
      picture={(source, alt) =>
        source === '../pictures/fish.png' && <img src="assets/fish-1.png" alt={alt} />
      }
    />,
  );
  expect(screen.getAllByRole('img').map((img) => img.getAttribute('src'))).toEqual([
    'assets/fish-1.png',
  ]);
  expect(screen.getByText('a spy')).toBeVisible();
  expect(screen.getByText('me')).toBeVisible();
  expect(container.innerHTML).not.toContain('example.org');
});

it('shows no picture where none were given, as in the texts of a review', () => {
  render(<RenderedMarkdown text="![a fish](../pictures/fish.png)" />);
  expect(screen.queryByRole('img')).toBeNull();
  expect(screen.getByText('a fish')).toBeVisible();
});

it('breaks a line of a table where the text says so, and takes no other tag', () => {
  const text = '| What |\n|---|\n| 212 accounts whose<br>hospital sent <b>none</b> |';
  const { container } = render(<RenderedMarkdown text={text} />);
  const cell = container.querySelector('td');
  expect(cell?.querySelectorAll('br')).toHaveLength(1);
  expect(cell).toHaveTextContent('hospital sent <b>none</b>');
  expect(cell?.querySelector('b')).toBeNull();
});
