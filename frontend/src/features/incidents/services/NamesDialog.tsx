import { useState } from 'react';
import {
  useBackend,
  type ServiceAnswer,
  type ServiceOverview,
  type ServiceProposal,
} from '../../../backend';
import { useWrite } from '../../../editing';
import { t, tn } from '../../../i18n';
import { Button, Combobox, Dialog, showToast } from '../../../ui';

/** How many names are shown at once; the next come up as these are decided. */
const most = 50;

/** The names that incidents, reviews and needs tell and no service answers to. */
export function NamesDialog({
  map,
  readOnly,
  onClose,
}: {
  map: ServiceOverview;
  readOnly: boolean;
  onClose: () => void;
}) {
  const backend = useBackend();
  const write = useWrite();
  const locked = readOnly && t('reviews.readOnly');
  const decide = (names: string[], answer: ServiceAnswer, of = '') =>
    void write(async () => {
      const done = await backend.services.decide(names, answer, of, 'services');
      if (names.length > 1) showToast({ icon: 'check', text: tn('services.decided', done) });
    });
  const open = map.proposals.slice(0, most);
  return (
    <Dialog title={t('services.names')} className="service-names" onClose={onClose}>
      <p className="ink-2">
        {open.length > 0 ? t('services.namesLead') : t('services.noneUnknown')}
      </p>
      <div
        className="incident-scroll"
        role="region"
        aria-label={t('services.names')}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long list is scrolled by key
        tabIndex={0}
      >
        <ul className="service-asked">
          {open.map((p) => (
            <Asked key={p.name} proposal={p} map={map} locked={locked} onDecide={decide} />
          ))}
        </ul>
        {map.proposals.length > most && (
          <p className="meta">{tn('services.more', map.proposals.length - most)}</p>
        )}
        {map.none.length > 0 && (
          <>
            <p className="label">{t('services.decidedNone')}</p>
            <ul className="service-asked">
              {map.none.map((p) => (
                <li key={p.name}>
                  <span className="grow">{p.name}</span>
                  <Button
                    size="small"
                    look="quiet"
                    off={locked}
                    aria-label={t('services.askAgainOf', { name: p.name })}
                    onClick={() => decide([p.name], 'open')}
                  >
                    {t('services.askAgain')}
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <div className="dialog-acts">
        {open.length > 1 && (
          <Button
            look="quiet"
            off={locked}
            onClick={() =>
              decide(
                map.proposals.map((p) => p.name),
                'service',
              )
            }
          >
            {tn('services.eachService', map.proposals.length)}
          </Button>
        )}
        <Button className="safe" look="primary" onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}

function Asked({
  proposal: p,
  map,
  locked,
  onDecide,
}: {
  proposal: ServiceProposal;
  map: ServiceOverview;
  locked: string | false;
  onDecide: (names: string[], answer: ServiceAnswer, of?: string) => void;
}) {
  const [other, setOther] = useState('');
  const alias = (name: string) => {
    const found = map.services.find((s) => s.name === name);
    if (found) onDecide([p.name], 'alias', found.ref);
  };
  const told = [
    ...(p.incidents > 0 ? [tn('services.toldIn', p.incidents)] : []),
    ...(p.needs > 0 ? [tn('services.neededBy', p.needs)] : []),
  ];
  return (
    <li>
      <div className="grow">
        <p className="strong">{p.name}</p>
        <p className="meta">{told.join(' · ')}</p>
      </div>
      <div className="service-answers">
        {p.like.map((s) => (
          <Button
            key={s.ref}
            size="small"
            off={locked}
            onClick={() => onDecide([p.name], 'alias', s.ref)}
          >
            {t('services.isAlias', { service: s.name })}
          </Button>
        ))}
        {p.like.length === 0 && map.services.length > 0 && !locked && (
          <Combobox
            label={t('services.aliasOf', { name: p.name })}
            hideLabel
            small
            placeholder={t('services.aliasHint')}
            value={other}
            options={map.services.map((s) => s.name)}
            onChange={setOther}
            onPick={alias}
          />
        )}
        <Button
          size="small"
          off={locked}
          aria-label={t('services.asServiceOf', { name: p.name })}
          onClick={() => onDecide([p.name], 'service')}
        >
          {t('services.asService')}
        </Button>
        <Button
          size="small"
          look="quiet"
          off={locked}
          aria-label={t('services.asNoneOf', { name: p.name })}
          onClick={() => onDecide([p.name], 'none')}
        >
          {t('services.asNone')}
        </Button>
      </div>
    </li>
  );
}
