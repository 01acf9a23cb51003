import { useBackend, type Policy, type PolicySeat, type PolicySetting } from '../../../backend';
import { t } from '../../../i18n';
import { AskDialog } from '../AskDialog';

export type DraftAsked =
  | { kind: 'text' }
  | { kind: 'title' }
  | { kind: 'setting'; setting: PolicySetting | null }
  | { kind: 'seat'; seat: PolicySeat | null }
  | { kind: 'dates' }
  | null;

const origin = 'policies';

/** The dialogs in which a draft is written. */
export function DraftDialogs({
  policy: p,
  asked,
  onClose,
}: {
  policy: Policy;
  asked: DraftAsked;
  onClose: () => void;
}) {
  const backend = useBackend();
  // Each value with the one that stands in the dialog: another may have come in since.
  const set = (values: { path: string; base: unknown; value: unknown }[]) => {
    const changed = values.filter((v) => v.value !== v.base);
    return changed.length > 0
      ? backend.policies.set(p.ref, JSON.stringify(changed), origin)
      : Promise.resolve();
  };
  const warning = p.draft === 'in_review' || p.draft === 'changes_requested';
  const lead = warning ? t('policies.voids') : undefined;
  if (!asked || asked.kind === 'text' || asked.kind === 'title') return null;
  switch (asked.kind) {
    case 'setting': {
      const s = asked.setting;
      return (
        <AskDialog
          title={s ? t('policies.changeOf', { name: s.name }) : t('policies.addSetting')}
          lead={lead}
          act={t('policies.save')}
          fields={[
            { name: 'name', label: t('policies.name'), help: t('policies.name.help') },
            { name: 'value', label: t('policies.value') },
          ]}
          initial={{ name: s?.name ?? '', value: s?.value ?? '' }}
          onSave={async (v) => {
            if (!s) {
              await backend.policies.addSetting(p.ref, v['name'] ?? '', v['value'] ?? '', origin);
              return;
            }
            await set([
              { path: `settings/${s.id}/name`, base: s.name, value: v['name'] },
              { path: `settings/${s.id}/value`, base: s.value, value: v['value'] },
            ]);
          }}
          onClose={onClose}
        />
      );
    }
    case 'seat':
      return (
        <AskDialog
          title={t('policies.addSeat')}
          lead={lead}
          act={t('policies.save')}
          fields={[
            { name: 'role', label: t('policies.role'), help: t('policies.role.help') },
            { name: 'count', label: t('policies.count') },
          ]}
          initial={{ count: '1' }}
          onSave={(v) =>
            backend.policies.addSeat(p.ref, v['role'] ?? '', Number(v['count']) || 1, origin)
          }
          onClose={onClose}
        />
      );
    case 'dates':
      return (
        <AskDialog
          title={t('policies.editDays')}
          lead={lead}
          act={t('policies.save')}
          fields={[
            {
              name: 'effective',
              label: t('policyPart.effective'),
              kind: 'date',
              help: t('policies.effective.help'),
            },
            { name: 'zone', label: t('policyPart.zone') },
            { name: 'backdated', label: t('policyPart.backdated'), kind: 'lines' },
            { name: 'review_by', label: t('policyPart.review_by'), kind: 'date' },
            {
              name: 'recorded',
              label: t('policyPart.recorded'),
              kind: 'choice',
              help: t('policies.recorded.help'),
              options: [
                { value: '', label: t('policies.no') },
                { value: 'yes', label: t('policies.yes') },
              ],
            },
            {
              name: 'ends',
              label: t('policyPart.ends'),
              kind: 'choice',
              options: [
                { value: '', label: t('policies.no') },
                { value: 'yes', label: t('policies.yes') },
              ],
            },
          ]}
          initial={{
            effective: p.terms.effective,
            zone: p.terms.zone,
            backdated: p.terms.backdated,
            review_by: p.terms.review,
            recorded: p.terms.recorded ? 'yes' : '',
            ends: p.terms.ends ? 'yes' : '',
          }}
          onSave={(v) => {
            const text = (path: string, base: string, gone = false) => {
              const value = gone ? '' : (v[path] ?? '').trim();
              return { path, base, value: value === '' && base !== '' ? null : value };
            };
            const flag = (path: string, base: boolean) => ({
              path,
              base,
              value: v[path] === 'yes' || (base ? null : false),
            });
            return set([
              text('zone', p.terms.zone),
              text('effective', p.terms.effective),
              // The reason of a day that is taken away goes with it.
              text('backdated', p.terms.backdated, (v['effective'] ?? '').trim() === ''),
              text('review_by', p.terms.review),
              flag('recorded', p.terms.recorded),
              flag('ends', p.terms.ends),
            ]);
          }}
          onClose={onClose}
        />
      );
  }
}
