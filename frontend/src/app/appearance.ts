import { useEffect } from 'react';
import { useSetting } from '../backend';
import { useMedia } from '../ui';

/** Puts theme and density on the document, where the tokens look for them. Returns the theme shown. */
export function useAppearance(): string {
  const [theme] = useSetting('theme', 'system');
  const [density] = useSetting('density', 'comfortable');
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const shown = theme === 'system' ? (systemDark ? 'dark' : 'light') : theme;
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
  }, [shown]);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  return shown;
}
