// Units that people write behind a number with a space between.
const unit = /(\d) (?=(?:%|‰|°C|€|ms|s|min|h|kg|g|t|km|m|kB|MB|GB|TB)(?![\p{L}\p{N}]))/gu;

/** The text for the eye: a number and its unit never stand on two lines. */
export function tied(text: string): string {
  return text.replace(unit, '$1\u00a0');
}
