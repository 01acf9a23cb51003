export { tied } from './units';
export {
  t,
  tn,
  tAny,
  tValue,
  hasMessage,
  setCatalogue,
  currentLanguage,
  useLanguage,
  keyLanguage,
  formatNumber,
  formatList,
  type MessageKey,
  type PluralKey,
  type MessageParams,
} from './catalogue';
export {
  timeParts,
  clockOf,
  dateOf,
  formatDate,
  isDay,
  dueWords,
  formatMoment,
  formatLately,
  formatMinutes,
  type TimeParts,
} from './time';
