import { t, type MessageKey } from '../../i18n';
import { Menu } from '../../ui';

/** What can be saved of a study; rates and incidents only where a check found some. */
export const studySaves: readonly {
  id: string;
  kind: string;
  format: string;
  keys: string;
  title: MessageKey;
  checked: boolean;
}[] = [
  {
    id: 'csv',
    kind: '',
    format: 'csv',
    keys: 'e c',
    title: 'studies.save.csv',
    checked: true,
  },
  {
    id: 'eventsSvg',
    kind: 'events',
    format: 'svg',
    keys: 'e s',
    title: 'studies.save.eventsSvg',
    checked: false,
  },
  {
    id: 'eventsPng',
    kind: 'events',
    format: 'png',
    keys: 'e p',
    title: 'studies.save.eventsPng',
    checked: false,
  },
  {
    id: 'changeSvg',
    kind: 'change',
    format: 'svg',
    keys: 'e r',
    title: 'studies.save.changeSvg',
    checked: true,
  },
  {
    id: 'changePng',
    kind: 'change',
    format: 'png',
    keys: 'e n',
    title: 'studies.save.changePng',
    checked: true,
  },
  {
    id: 'pdf',
    kind: '',
    format: 'pdf',
    keys: 'e d',
    title: 'studies.save.pdf',
    checked: false,
  },
];

export function SaveMenu({
  checked,
  onSave,
}: {
  /** Whether a check said something. */
  checked: boolean;
  onSave: (kind: string, format: string) => void;
}) {
  return (
    <Menu
      label={t('studies.export')}
      icon="takeOut"
      text={t('studies.save')}
      items={studySaves
        .filter((s) => checked || !s.checked)
        .map((s) => ({
          id: s.id,
          label: t(s.title),
          keys: s.keys,
          onSelect: () => onSave(s.kind, s.format),
        }))}
    />
  );
}
