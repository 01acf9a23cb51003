import type * as w from './wire';

export type SpacesBackend = {
  list(): Promise<w.SpaceState[]>;
  /** "" when the person closed the dialog. */
  chooseFolder(): Promise<string>;
  /** Asks whether an address can be shared through; gives a job. */
  look(entry: w.SpaceEntry): Promise<string>;
  lookResult(jobId: string): Promise<w.SpaceSeen>;
  /** Enters a space and exchanges it once; gives a job. */
  add(entry: w.SpaceEntry): Promise<string>;
  addResult(jobId: string): Promise<w.SpaceAccount>;
  /** Keeps what the space asks for, for this run or for good. */
  signIn(id: string, who: w.SpaceSignIn): Promise<w.SpaceKept>;
  /** Seals what this run has for a space in a file, under a passphrase. */
  seal(id: string, passphrase: string): Promise<void>;
  /** The file of a key or a certificate; "" when the person closed the dialog. */
  chooseFile(): Promise<string>;
  network(): Promise<w.SpaceNetwork>;
  setNetwork(network: w.SpaceNetworkEntry): Promise<w.SpaceKept>;
  sealNetwork(passphrase: string): Promise<void>;
  /** Opens what is kept for signing in, until the program ends. */
  unlockLogins(passphrase: string): Promise<void>;
  /** What others in a space call the person, "" for the pseudonym; told with the next sync. */
  setAlias(id: string, alias: string): Promise<void>;
  /** What a space says about who can read it, "" for nothing; told with the next sync. */
  setAudience(id: string, audience: string): Promise<void>;
  people(): Promise<w.SpacePerson[]>;
  share(ref: string, id: string): Promise<void>;
  /** Looks through reviews as a space would get them; gives a job that counts them. */
  lookAtSharing(refs: string[], id: string): Promise<string>;
  /** Puts them into the space after that; gives a job, and stopped none of them goes. */
  shareSeveral(refs: string[], id: string): Promise<string>;
  /** What would become, or became, of the reviews of either. */
  sharingResult(jobId: string): Promise<w.SharedReview[]>;
  /** Looks through a review as a space would get it, "" for the one it is in. */
  leaks(ref: string, id: string): Promise<w.LeakLook>;
  held(): Promise<w.KeptBack[]>;
  /** Notes that a review is to go to a space once its words are decided about. */
  shareLater(ref: string, id: string): Promise<void>;
  keepHere(ref: string): Promise<void>;
  replaceLeaks(ref: string, keys: string[], words: string, origin: string): Promise<w.Written>;
  allowLeaks(ref: string, keys: string[], why: string): Promise<void>;
  askLeaks(ref: string, keys: string[]): Promise<void>;
  roster(): Promise<w.RosterName[]>;
  listName(name: string, role: string): Promise<w.RosterName[]>;
  unlistName(name: string): Promise<w.RosterName[]>;
  remove(id: string): Promise<void>;
  /** Exchanges these spaces, or all when there are none; gives a job. */
  sync(ids: string[]): Promise<string>;
  /** Ends the exchange of one space that a sync is making; the others go on. */
  stop(id: string): Promise<void>;
  syncResult(jobId: string): Promise<w.SpaceAccount[]>;
  /** Goes on where a history was replaced; gives a job whose result is that of a sync. */
  accept(id: string, after: w.SpaceAfter): Promise<string>;
  /** Exchanges once more and takes the key of the server with this fingerprint for the right one. */
  acceptHost(id: string, fingerprint: string): Promise<string>;
  /** Takes back that the key of a space's server was accepted: the next sync asks about the new one. */
  forgetHost(id: string, fingerprint: string): Promise<void>;
  /** Takes away what a killed program left in the folder of a space. */
  unlock(id: string): Promise<void>;
  /** Exchanges a space through the bundles in a folder; gives a job, told by `syncResult`. */
  carry(id: string, folder: string): Promise<string>;
  /** The spaces that are mirrored in a folder, with what the files there have to tell. */
  mirrors(): Promise<w.SpaceMirror[]>;
  /** Makes an empty folder the mirror of a space; gives a job. */
  mirror(id: string, folder: string): Promise<string>;
  mirrorResult(jobId: string): Promise<w.SpaceMirror>;
  endMirror(id: string): Promise<void>;
};
