import { useRef } from 'react';
import { useBackend, type Checked } from '../backend';
import { useCommands, type Command } from '../commands';
import { useWrite } from '../editing';
import { wayOf } from '../features/checks';
import { t, tAny } from '../i18n';
import { showToast } from '../ui';

/** From anywhere in a review a key leads to the next place that does not fit. */
export function RoomChecks({ review }: { review: string }) {
  const backend = useBackend();
  const write = useWrite();
  const last = useRef('');
  async function go(by: 1 | -1) {
    const all = await write(() => backend.reviews.checks(review));
    if (!all) return;
    const open = all.filter((f) => !f.left);
    // The place that was shown last may have been mended: then the next has taken its place.
    const same = all.findIndex((f) => nameOf(f) === last.current);
    const was = same >= 0 ? same : all.findIndex((f) => last.current.startsWith(`${placeOf(f)} `));
    const before = open.filter((f) => all.indexOf(f) < was).length;
    const stillThere = was >= 0 && !all[was]?.left;
    const start = was < 0 ? (by === 1 ? 0 : -1) : before + (by === 1 ? (stillThere ? 1 : 0) : -1);
    const at = open.length ? (start + open.length) % open.length : 0;
    const found = open[at];
    if (!found) {
      showToast({ text: t('checks.none') });
      return;
    }
    last.current = nameOf(found);
    window.location.hash = wayOf(review, found);
    showToast({
      text: t('checks.at', {
        at: at + 1,
        all: open.length,
        words: tAny(`check.${found.check}`, found.params),
      }),
    });
  }
  const commands: Command[] = [
    {
      id: 'checks.next',
      title: 'checks.next',
      keys: ['F8'],
      icon: 'warn',
      group: 'go',
      inField: true,
      run: () => go(1),
    },
    {
      id: 'checks.previous',
      title: 'checks.previous',
      keys: ['Shift+F8'],
      icon: 'warn',
      group: 'go',
      inField: true,
      run: () => go(-1),
    },
  ];
  useCommands('screen', commands);
  return null;
}

const placeOf = (f: Checked) => `${f.check} ${f.about}`;
const nameOf = (f: Checked) => `${placeOf(f)} ${f.sum}`;
