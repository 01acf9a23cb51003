import {
  useBackend,
  useDeviceKeys,
  type PolicySignoff,
  type PolicyVersion,
} from '../../../backend';
import { useWrite } from '../../../editing';
import { formatMoment, formatNumber, t, tAny } from '../../../i18n';
import { Button, Icon, Note } from '../../../ui';
import { isGood, proofWords, whoWords } from './words';

/** Who must sign, who did, and what no longer counts, struck through with the reason. */
export function Signatures({ version: v }: { version: PolicyVersion }) {
  const own = new Set(v.signoffs.filter((s) => s.own).map((s) => s.actor));
  return (
    <>
      <table className="policy-table">
        <caption className="unseen">{t('policies.whoSigns')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('policies.role')}</th>
            <th scope="col">{t('policies.signed')}</th>
          </tr>
        </thead>
        <tbody>
          {v.seats.map((s) => (
            <tr key={s.role}>
              <td>
                <span className="policy-seat">
                  <Icon
                    name={s.actors.length >= s.count ? 'verified' : 'ring'}
                    className={s.actors.length >= s.count ? 'ok' : 'ink-3'}
                  />
                  <span>{s.role}</span>
                  {s.because > 0 && v.have < v.need && (
                    <span className="small ink-3">
                      {t('policies.becauseShort', { n: formatNumber(s.because) })}
                    </span>
                  )}
                </span>
              </td>
              <td className={s.actors.length === 0 ? 'ink-3' : ''}>
                {s.actors.length === 0
                  ? t('policies.nobodyYet')
                  : s.actors.map((a) => whoWords(a, own.has(a))).join(', ')}
                {s.count > 1 && (
                  <span className="ink-3">
                    {' · '}
                    {t('progress.of', {
                      done: formatNumber(s.actors.length),
                      total: formatNumber(s.count),
                    })}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {v.alone && <Note tone="info">{t('policies.alone')}</Note>}
      {v.again && <Note tone="info">{t('policies.again')}</Note>}
      {v.signoffs.length > 0 && (
        <ul className="policy-signoffs" aria-label={t('policies.decisions')}>
          {v.signoffs.map((s) => (
            <Signoff key={s.id} signoff={s} />
          ))}
        </ul>
      )}
    </>
  );
}

function Signoff({ signoff: s }: { signoff: PolicySignoff }) {
  const good = isGood(s.standing);
  const who = s.recorder
    ? t('policies.recordedBy', { actor: s.actor, recorder: s.recorder })
    : whoWords(s.actor, s.own);
  const named = s.proposer ? t('policies.proposerToo', { actor: who }) : who;
  const words = `${s.role}, ${named}: ${tAny(`policyDecision.${s.decision}`)}`;
  const proof = proofWords(s.proof);
  return (
    <li>
      <span className="meta num">{formatMoment(s.at)}</span>{' '}
      {good ? <span>{words}</span> : <s className="ink-2">{words}</s>}
      {!good && <span className="policy-reason"> {tAny(`policyStanding.${s.standing}`)}</span>}
      {proof && <span className="small ink-2"> {proof}</span>}
      {s.standing === 'forged' && <span className="small mono ink-3"> {s.device}</span>}
      {s.proof === 'waits' && <WhoseKey device={s.device} actor={s.actor} />}
      {s.comment && <div className="small ink-2">{s.comment}</div>}
    </li>
  );
}

/** Asks whether the new key of a device is that of whoever is said to use it. */
export function WhoseKey({ device, actor }: { device: string; actor: string }) {
  const backend = useBackend();
  const write = useWrite();
  const keys = useDeviceKeys(true).filter((k) => k.device === device && k.trust === 'asked');
  const settle = (theirs: boolean) => void write(() => backend.policies.settleKeys(device, theirs));
  return (
    <Note tone="warn">
      <p>
        {t('policies.whoseKey', { actor, device, key: keys.map((k) => k.key).join(', ') })}{' '}
        {keys.map((k) => tAny(`policyKey.${k.why || 'changed'}`)).join(', ')}
      </p>
      <div className="policy-page-acts">
        <Button size="small" icon="check" onClick={() => settle(true)}>
          {t('policies.keyTheirs')}
        </Button>
        <Button size="small" look="quiet" onClick={() => settle(false)}>
          {t('policies.keyNotTheirs')}
        </Button>
      </div>
    </Note>
  );
}
