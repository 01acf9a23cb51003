import { keyCaps } from '../commands/keys';

/** A shortcut as key caps: "Ctrl+K" is one cap, "g r" are two. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="keys" aria-hidden="true">
      {keyCaps(keys).map((cap, i) => (
        <kbd className="key" key={i}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
