import { WireError } from '../../backend';

/** Whether this engine lets a page put pictures on the clipboard. */
export function canCopyPicture(): boolean {
  return (
    typeof ClipboardItem !== 'undefined' &&
    // Absent on addresses the engine does not hold for secure.
    typeof (navigator.clipboard as Clipboard | undefined)?.write === 'function'
  );
}

/**
 * Puts a PNG on the clipboard. The clipboard takes a promise: asked for only after
 * the picture has come, it would no longer count as the answer to a press.
 */
export async function copyPicture(base64: Promise<string>): Promise<void> {
  const blob = base64.then(
    (text) =>
      new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], { type: 'image/png' }),
  );
  // Why the drawing could not be made matters more than what the clipboard makes of it.
  const [drawn, written] = await Promise.allSettled([
    blob,
    navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]),
  ]);
  if (drawn.status === 'rejected') throw drawn.reason;
  if (written.status === 'rejected') throw new WireError('unavailable', 'causes.notCopied');
}
