/** The field of a question on the page of its assessment, by the words of the question. */
export const questionField = 'data-question';

/** Brings a question into sight and puts the keyboard into its field. */
export function showQuestion(words: string): void {
  for (const at of document.querySelectorAll<HTMLElement>(`[${questionField}]`)) {
    if (at.getAttribute(questionField) !== words) continue;
    at.scrollIntoView({ block: 'center' });
    at.querySelector<HTMLElement>('select, input, button')?.focus();
    return;
  }
}
