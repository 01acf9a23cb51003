export type Params = Readonly<Record<string, string>>;

/** A sentence of the catalogue with its gaps filled. */
export type Message = { key: string; params?: Params | null };
