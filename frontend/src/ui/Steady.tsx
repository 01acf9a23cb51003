/** Words that become bold when they are chosen, and keep the width of the bold ones: nothing beside them moves. */
export function Steady({ text }: { text: string }) {
  return (
    <span className="steady" data-text={text}>
      {text}
    </span>
  );
}
