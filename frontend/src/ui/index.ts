export { Button, IconButton, type ButtonProps, type ButtonLook } from './Button';
export { Field, TextField, TextArea, SelectField, type Option, type TextFieldProps } from './Field';
export { useKeptCaret } from './keptCaret';
export { Combobox } from './Combobox';
export { isDay } from './day';
export { Segment } from './Segment';
export { Chip, SeverityChip, type ChipTone } from './Chip';
export { Menu, type MenuItem } from './Menu';
export { Dialog, ConfirmDialog } from './Dialog';
export { showToast, dismissToast, dismissTopic, dismissOldNews, Toasts, type Toast } from './toast';
export { Progress, EmptyState, ErrorNote, Note } from './feedback';
export {
  Bar,
  Steps,
  StatusLine,
  PaneHead,
  Section,
  Props,
  type Step,
  type StatusPart,
} from './layout';
export { Panes, type SidePane } from './Panes';
export { RowList } from './RowList';
export { Icon, StrengthBars, isIconName, type IconName } from './icons';
export { Keys } from './Kbd';
export { Tooltip } from './Tooltip';
export { MarkdownEditor } from './MarkdownEditor';
export { MarkdownView } from './MarkdownView';
export type { PictureOf } from './RenderedMarkdown';
export { CompareTexts } from './CompareTexts';
export { copyText } from './copyText';
export { useMedia, roomyWindow, wideWindow, narrowWindow, lowWindow } from './useMedia';
export { useShownTheme } from './useShownTheme';
