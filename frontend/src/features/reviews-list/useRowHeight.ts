import { useSetting } from '../../backend';

/** One line where the window is wide, else two; less air in compact density. */
export function useRowHeight(wide: boolean): number {
  const [density] = useSetting('density', 'comfortable');
  const compact = density === 'compact';
  if (wide) return compact ? 32 : 40;
  return compact ? 46 : 52;
}
