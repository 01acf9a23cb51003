import { parseError, type TextConflict, type TextSaved } from '../backend';

/** Waits after the last key, and the longest a typed letter may wait. */
export const idleMs = 400;
export const longestMs = 2000;
/** Wait after a save that failed through no fault of the text. */
export const retryMs = 2000;

export type SaveText = (base: string, text: string) => Promise<TextSaved>;

export type SaverState = {
  /** What the editor shows. */
  text: string;
  /** Typed, and not yet confirmed as durable. */
  dirty: boolean;
  /** What the last save could not merge; the typed text is the current one. */
  conflict: TextConflict | null;
  /** The error of the last save; the text is kept, and the next key or a while tries again. */
  error: unknown;
};

/**
 * Saves one text as it is typed. Each save carries the text it started from, so
 * that Go can merge it into what has come in since; saves never overtake each
 * other, and a text from elsewhere never replaces letters that are not saved.
 */
export class TextSaver {
  private state: SaverState;
  /** The stored text that the shown text is a change of. */
  private base: string;
  private rev: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private oldestKey: number | undefined;
  private running: Promise<void> | null = null;
  /** The newest stored text that came in while letters were not saved. */
  private later: { text: string; rev: number } | null = null;
  private readonly save: SaveText;
  private readonly listeners = new Set<() => void>();
  private readonly now: () => number;
  private readonly onState: (state: SaverState) => void;

  /** onState is told when letters begin or cease to wait, and when a save fails or succeeds. */
  constructor(
    text: string,
    rev: number,
    save: SaveText,
    onState: (state: SaverState) => void = () => undefined,
    now: () => number = () => performance.now(),
  ) {
    this.state = { text, dirty: false, conflict: null, error: null };
    this.base = text;
    this.rev = rev;
    this.save = save;
    this.onState = onState;
    this.now = now;
  }

  readonly current = (): SaverState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  private set(part: Partial<SaverState>) {
    const was = this.state;
    this.state = { ...was, ...part };
    if (this.state.dirty !== was.dirty || (this.state.error === null) !== (was.error === null)) {
      this.onState(this.state);
    }
    for (const l of this.listeners) l();
  }

  type(text: string) {
    if (text === this.state.text) return;
    this.oldestKey ??= this.now();
    this.set({ text, dirty: true });
    const waited = this.now() - this.oldestKey;
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => void this.step(),
      Math.max(0, Math.min(idleMs, longestMs - waited)),
    );
  }

  /** A stored text came in. Older revisions than the own last save are echoes of the past. */
  receive(text: string, rev: number) {
    if (rev < this.rev) return;
    this.rev = rev;
    // Unsaved letters stay; the next save merges them with what came in.
    if (this.state.dirty || this.running) this.later = { text, rev };
    else this.show(text);
  }

  private show(text: string) {
    this.base = text;
    if (text !== this.state.text) this.set({ text });
  }

  /** Saves now what is typed; resolves when nothing is left to save or a save failed. */
  async flush(): Promise<void> {
    let settled: boolean;
    do settled = await this.step();
    while (!settled);
  }

  /** One save, after the one that is under way. True when nothing is left to do. */
  private async step(): Promise<boolean> {
    clearTimeout(this.timer);
    if (this.running) await this.running;
    if (!this.state.dirty) return true;
    this.running = this.saveOnce().finally(() => {
      this.running = null;
    });
    await this.running;
    // After an error the text waits, still shown and dirty, for the next key, blur or retry.
    return !this.current().dirty || this.current().error !== null;
  }

  private async saveOnce() {
    const sent = this.state.text;
    this.oldestKey = undefined;
    try {
      const saved = await this.save(this.base, sent);
      this.rev = Math.max(this.rev, saved.rev);
      const untouched = this.state.text === sent;
      // Typed on meanwhile: the shown text is a change of what was sent.
      this.base = untouched ? saved.text : sent;
      this.set({
        text: untouched ? saved.text : this.state.text,
        dirty: !untouched,
        conflict: saved.conflict ?? this.state.conflict,
        error: null,
      });
      if (!untouched) return;
      // What came in meanwhile is shown now, unless it is older than the answer.
      if (this.later && this.later.rev > saved.rev) this.show(this.later.text);
      this.later = null;
    } catch (error) {
      this.set({ error });
      const { code } = parseError(error);
      if (code !== 'unavailable' && code !== 'internal') return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.step(), retryMs);
    }
  }

  /** Gives up what is not stored: it is kept elsewhere, or the person let it go. */
  abandon() {
    clearTimeout(this.timer);
    this.set({ text: this.base, dirty: false, error: null });
  }

  /** The person has seen both sides. */
  settleConflict() {
    this.set({ conflict: null });
  }
}
