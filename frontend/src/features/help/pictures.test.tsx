import { act, render, screen } from '@testing-library/react';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HelpPicture } from './HelpPicture';
import { pictureNamed } from './pictures';

it('knows each picture that a help page names', () => {
  const help = '../assets/help';
  const named = readdirSync(help).flatMap((page) =>
    [...readFileSync(`${help}/${page}`, 'utf8').matchAll(/!\[[^\]]*\]\(([^)]*)\)/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  expect(named.length).toBeGreaterThan(5);
  for (const source of named) {
    const picture = pictureNamed(source);
    expect(picture?.light, source).toMatch(/\/[a-z]+\.png$/);
    expect(picture?.dark, source).toMatch(/-dark\.png$/);
    expect(picture?.width, source).toBeGreaterThan(400);
  }
});

it.each([
  'https://example.org/pictures/causes.png',
  '../pictures/../help/causes.png',
  '../pictures/nothing.png',
  '../pictures/causes-dark.png',
  '../pictures/constructor.png',
  'data:image/png;base64,AA==',
  'pictures/causes.png',
  '',
])('takes %s for no picture', (source) => {
  expect(pictureNamed(source)).toBeUndefined();
});

it('shows the picture of the theme, keeps its place, and says what is on it', async () => {
  const root = document.documentElement;
  root.dataset.theme = 'light';
  const picture = { light: 'l.png', dark: 'd.png', width: 800, height: 600 };
  render(<HelpPicture picture={picture} alt="A fishbone" />);
  const shown = screen.getByRole('img', { name: 'A fishbone' });
  expect(shown).toHaveAttribute('src', 'l.png');
  expect([shown.getAttribute('width'), shown.getAttribute('height')]).toEqual(['800', '600']);
  await act(async () => {
    root.dataset.theme = 'dark';
    await Promise.resolve();
  });
  expect(shown).toHaveAttribute('src', 'd.png');
});
