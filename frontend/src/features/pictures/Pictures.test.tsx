import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Picture } from '../../backend';
import { PicturesAt, PicturesSign, picturesOf } from '../../editing';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview } from '../../testing/review';
import { MarkdownView } from '../../ui';
import { Pictures } from './Pictures';
import { usePasting } from './usePasting';

const picture = (over: Partial<Picture>): Picture => ({
  id: '01J8ZQ4T9V0000000000000001',
  width: 640,
  height: 400,
  bytes: 20_480,
  format: 'png',
  sum: 'ab'.repeat(32),
  rank: 'U',
  ...over,
});
const two = [
  picture({ caption: 'Errors at noon', alt: 'A graph that rises' }),
  picture({ id: '01J8ZQ4T9V0000000000000002', name: 'scanner.jpg', about: 'timeline/e1' }),
];

it('shows all pictures with their words, leads to where they are shown, and axe finds nothing serious', async () => {
  const { container } = renderScreen(
    <Pictures review={emptyReview({ pictures: two })} />,
    recordedBackend({
      pictures: {
        uses: () => Promise.resolve({ [two[0]?.id ?? '']: ['sections/summary'] }),
      },
    }),
  );
  await userEvent.click(await screen.findByRole('button', { name: /Errors at noon/ }));
  expect(screen.getAllByRole('img', { name: 'A graph that rises' })[0]).toHaveAttribute(
    'src',
    '/pictures/REV-26-AAAAAA/01J8ZQ4T9V0000000000000001?abababababababab',
  );
  expect(await screen.findByRole('link', { name: 'summary' })).toHaveAttribute(
    'href',
    '#/reviews/REV-26-AAAAAA/overview?at=summary',
  );
  await userEvent.keyboard('{ArrowRight}');
  expect(screen.getByText('scanner.jpg', { selector: 'dd, dd *' })).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
});

it('adds from files, and removes with a way back', async () => {
  const choose = vi.fn(() =>
    Promise.resolve({
      added: [{ id: 'new', rev: 2, known: false, remarks: ['scaled'] }],
      refused: [{ name: 'notes.png', key: 'picture.no_picture', params: {} }],
    }),
  );
  const removePart = vi.fn(() => Promise.resolve({ rev: 3 }));
  renderScreen(
    <Pictures review={emptyReview({ pictures: two })} />,
    recordedBackend({ pictures: { choose }, reviews: { removePart } }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Add pictures' }));
  expect(choose).toHaveBeenCalledWith('REV-26-AAAAAA', '', '');
  expect(await screen.findByText(/notes.png was not added/)).toBeVisible();
  expect(screen.getByText(/fewer pixels/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /Errors at noon/ }));
  await userEvent.keyboard('{Delete}');
  expect(removePart).toHaveBeenCalledWith(
    'REV-26-AAAAAA',
    'pictures/01J8ZQ4T9V0000000000000001',
    '',
  );
  expect(await screen.findByText('Picture removed')).toBeVisible();
});

it('says of a picture that has not come yet that it comes', async () => {
  renderScreen(
    <PicturesAt review={emptyReview({ pictures: two })} path="timeline/e1" />,
    recordedBackend(),
  );
  const card = await screen.findByRole('button', { name: 'Show “scanner.jpg” large' });
  fireEvent.error(within(card).getByRole('img'));
  expect(within(card).getByRole('img', { name: /not on this machine yet/ })).toBeVisible();
});

it('shows the pictures of a part large, goes through them, and leads to the gallery', async () => {
  const three = [...two, picture({ id: '01J8ZQ4T9V0000000000000003', about: 'timeline/e1' })];
  const { container } = renderScreen(
    <>
      <PicturesAt titled review={emptyReview({ pictures: three })} path="timeline/e1" />
      <PicturesAt titled review={emptyReview({ pictures: three })} path="factors/f1" />
      <PicturesSign review={emptyReview({ pictures: three })} path="timeline/e1" />
    </>,
    recordedBackend(),
  );
  expect(await screen.findAllByRole('heading', { name: 'Pictures' })).toHaveLength(1);
  expect(screen.getByRole('img', { name: '2 pictures' })).toBeInTheDocument();
  screen.getByRole('button', { name: 'Show “scanner.jpg” large' }).focus();
  await userEvent.keyboard('{Enter}');
  const large = screen.getByRole('dialog', { name: 'scanner.jpg' });
  expect(within(large).getByText('1 of 2')).toBeVisible();
  within(large).getByRole('button', { name: 'Next picture' }).focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(screen.getByText('2 of 2')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Write its words' })).toHaveAttribute(
    'href',
    '#/reviews/REV-26-AAAAAA/pictures?at=01J8ZQ4T9V0000000000000003',
  );
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('shows a picture of the review inside a text, and no other', async () => {
  const text = `![the scan](./scanner.jpg?raw=true) ![the graph](picture:${two[0]?.id}) ![none](picture:01J8ZQ4T9V0000000000000009) ![away](https://example.org/a.png)`;
  renderScreen(
    <MarkdownView text={text} picture={picturesOf(emptyReview({ pictures: two }))} />,
    recordedBackend(),
  );
  expect(await screen.findByRole('img', { name: 'the graph' })).toBeVisible();
  expect(screen.getByRole('img', { name: 'the scan' })).toBeVisible();
  expect(screen.getAllByRole('img')).toHaveLength(2);
  expect(screen.getByText('none')).toBeVisible();
});

it('takes a picture from the clipboard to the text it is pasted into, and leaves words alone', async () => {
  const paste = vi.fn(() => Promise.resolve({ added: [], refused: [] }));
  const Host = () => {
    usePasting('REV-26-AAAAAA', () => 'timeline/e1', true);
    return (
      <div data-place="sections/summary/text">
        <textarea aria-label="Summary" />
      </div>
    );
  };
  renderScreen(<Host />, recordedBackend({ pictures: { paste } }));
  const field = await screen.findByRole('textbox');
  const file = new File([new Uint8Array([1, 2, 3])], 'image.png', { type: 'image/png' });
  const clipboard = (text: string) => ({ clipboardData: { files: [file], getData: () => text } });
  fireEvent.paste(field, clipboard('cells of a table'));
  expect(paste).not.toHaveBeenCalled();
  fireEvent.paste(field, clipboard(''));
  await vi.waitFor(() =>
    expect(paste).toHaveBeenCalledWith(
      'REV-26-AAAAAA',
      'image.png',
      'AQID',
      'sections/summary',
      '',
    ),
  );
  fireEvent.paste(document.body, clipboard(''));
  await vi.waitFor(() =>
    expect(paste).toHaveBeenLastCalledWith('REV-26-AAAAAA', 'image.png', 'AQID', 'timeline/e1', ''),
  );
});
