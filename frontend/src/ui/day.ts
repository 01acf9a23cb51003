const form = /^(\d{4})-(\d{2})-(\d{2})$/u;

/** Whether a text is a day of the calendar as it is typed here: not 30 February. */
export function isDay(text: string): boolean {
  const [, y, m, d] = form.exec(text) ?? [];
  const at = new Date(Date.UTC(Number(y), Number(m) - 1, Number(d)));
  return y !== undefined && at.getUTCMonth() === Number(m) - 1 && at.getUTCDate() === Number(d);
}
