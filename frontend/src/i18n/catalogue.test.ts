import { afterEach, describe, expect, it } from 'vitest';
import { formatNumber, keyLanguage, setCatalogue, t, tAny, tn, tValue } from './catalogue';

afterEach(() => setCatalogue('en', {}));

describe('the catalogue', () => {
  it('fills gaps and writes numbers as the language does', () => {
    expect(t('status.saved', { time: '14:32:07' })).toBe('Saved 14:32:07');
    expect(tn('reviews.count', 1)).toBe('1 review');
    expect(tn('reviews.count', 141712)).toBe('141,712 reviews');
    expect(formatNumber(0.5)).toBe('0.5');
  });

  it('leaves a gap visible that nothing fills', () => {
    expect(t('status.saved')).toBe('Saved {time}');
  });

  it('throws in development for a key without text', () => {
    expect(() => tAny('no.such_key')).toThrow('no.such_key');
  });

  it('shows the value of a newer version where it has no word for it', () => {
    expect(tValue('state', 'draft')).toBe('Draft');
    expect(tValue('state', 'finished')).toBe('finished');
  });

  it('shows keys in the language for tests', () => {
    setCatalogue(keyLanguage, {});
    expect(t('act.undo')).toBe('act.undo');
    expect(tAny('no.such_key')).toBe('no.such_key');
  });

  it('takes texts of another language and English for what is missing', () => {
    setCatalogue('es', { 'act.undo': 'Deshacer' });
    expect(t('act.undo')).toBe('Deshacer');
    expect(t('act.redo')).toBe('Redo');
  });
});
