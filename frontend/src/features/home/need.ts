import type { IconName } from '../../ui';

/** One thing that waits for a person, in words, and where it is dealt with. */
export type Need = {
  key: string;
  icon: IconName;
  late: boolean;
  title: string;
  kind: string;
  lead: string;
  /** Beside it: how long, and since or until when. */
  when: string;
  day: string;
  href: string;
};
