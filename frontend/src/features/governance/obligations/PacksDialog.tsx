import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useBackend, usePacks, type ObligationPack } from '../../../backend';
import { useWrite } from '../../../editing';
import { t, tAny } from '../../../i18n';
import { Button, Chip, Dialog } from '../../../ui';

/** The rules this program knows: what each asks for, where it is read, and who signed it. */
export function PacksDialog({ locked, onClose }: { locked: string | false; onClose: () => void }) {
  const packs = usePacks().data;
  const list = useRef<HTMLDivElement>(null);
  const some = packs !== undefined;
  // The keyboard begins at the first pack, as soon as there is one.
  useEffect(() => {
    if (some) list.current?.querySelector('summary')?.focus();
  }, [some]);
  return (
    <Dialog title={t('obligations.packs')} className="duty-packs" onClose={onClose}>
      <p className="small ink-2">{t('obligations.packs.lead')}</p>
      <div
        ref={list}
        className="duty-packs-list"
        role="region"
        aria-label={t('obligations.packs')}
        aria-busy={packs === undefined}
      >
        {packs?.map((p) => (
          <Pack key={p.id} pack={p} locked={locked} onDone={onClose} />
        ))}
      </div>
      <div className="duty-dialog-acts">
        <Button className="safe" look="primary" onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}

function Pack({
  pack: p,
  locked,
  onDone,
}: {
  pack: ObligationPack;
  locked: string | false;
  onDone: () => void;
}) {
  const backend = useBackend();
  const navigate = useNavigate();
  const write = useWrite();
  const [open, setOpen] = useState(false);
  const proposed = p.applies === 'proposed';
  const state =
    p.applies === 'applies' ? (p.signed ? (p.alone ? 'alone' : 'signed') : 'unsigned') : p.applies;
  const draft = async () => {
    const ref = await write(() => backend.obligations.propose(p.id, 'obligations'));
    if (!ref) return;
    onDone();
    await navigate({
      to: '/governance/$tab/$record',
      params: { tab: 'policies', record: ref },
    });
  };
  return (
    <details
      className="duty-pack"
      open={open}
      aria-label={p.name}
      onToggle={(e) => setOpen(e.currentTarget.open)}
    >
      <summary>
        <span className="strong">{p.name}</span>{' '}
        <Chip tone={p.signed ? (p.alone ? 'warn' : 'ok') : 'neutral'}>
          {tAny(`obligation.pack_state.${state}`)}
        </Chip>
        {p.rule && <span className="meta mono">{p.rule}</span>}
      </summary>
      {open && (
        <div className="small duty-pack-body">
          <p className="ink-2">
            {p.jurisdiction} · {p.authority}
          </p>
          <p>{p.rules.join(' ')}</p>
          <ul>
            {p.steps.map((s) => (
              <li key={s.id}>
                {s.name} <span className="ink-2">({s.recipient})</span>
                <ul className="ink-2">
                  {[...s.rules, ...(s.note ? [s.note] : [])].map((rule) => (
                    <li key={rule}>{rule}</li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
          {p.notes.map((n) => (
            <p key={n}>{n}</p>
          ))}
          <p className="ink-2">{t('obligations.sources')}</p>
          <ul className="ink-2">
            {p.sources.map((s) => (
              <li key={s.text}>
                {s.text} ({tAny(`obligation.read.${s.read}`)})
              </li>
            ))}
          </ul>
          {!p.signed && !proposed && (
            <Button size="small" off={locked} onClick={() => void draft()}>
              {t('obligations.propose')}
            </Button>
          )}
        </div>
      )}
    </details>
  );
}
