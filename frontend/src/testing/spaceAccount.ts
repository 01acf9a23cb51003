import type { SpaceAccount } from '../backend';

/** What an exchange did in which nothing was new. */
export const nothingNew: SpaceAccount = {
  id: 'S1',
  name: 'Payments',
  begun: false,
  state: 'done',
  came: [],
  went: [],
  cameCount: 0,
  wentCount: 0,
  undecided: [],
  held: [],
  open: 0,
  aside: [],
  notices: [],
  error: '',
  keepAsk: '',
  carried: false,
  wrote: '',
};
