import { t } from '../../i18n';

/** The three things a situation is told by in one line, each with what follows it left open. */
const labels = () =>
  (['condition', 'actions', 'needs'] as const).map((part) => t(`timeline.situation.${part}`));

/** The line to fill in: "Condition:  Actions:  Needs: ". */
export const situationLine = () => labels().join('  ') + ' ';

/** Where to write next, behind the label that follows the caret; none where no label does. */
export function nextGap(line: string, caret: number): number | undefined {
  const ends = labels().flatMap((label) => {
    const at = line.indexOf(label);
    return at < 0 ? [] : [Math.min(at + label.length + 1, line.length)];
  });
  return ends.filter((end) => end > caret).sort((a, b) => a - b)[0];
}
