import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  readingSince,
  reviewKeys,
  useBackend,
  useSetting,
  type ShownTimes,
  type ZoneMode,
} from '../../backend';

export const zoneModes: readonly ZoneMode[] = ['incident', 'utc', 'local'];

/** The zone times are shown in, the way to the next one, and the times in it. */
export function useShownTimes(ref: string) {
  const backend = useBackend();
  const [setting, setSetting] = useSetting('timezone', 'incident');
  const mode = zoneModes.find((m) => m === setting) ?? 'incident';
  const times = useQuery({
    queryKey: [...reviewKeys.one(ref), 'times', mode],
    queryFn: () => readingSince(backend).times(ref, mode),
    placeholderData: keepPreviousData,
  });
  const shown: ShownTimes | undefined = times.data;
  return { mode, shown, toNext: () => setSetting(after) };
}

/** The mode after one; what is none begins anew. */
function after(now: string): ZoneMode {
  const at = zoneModes.findIndex((m) => m === now);
  return zoneModes[(Math.max(at, 0) + 1) % zoneModes.length] ?? 'incident';
}
