import { useBackend, type Policy, type PolicyException } from '../../../backend';
import { useWrite } from '../../../editing';
import { t } from '../../../i18n';
import { Button, showToast } from '../../../ui';
import { AnswerException, OutcomeDialog } from './Dialogs';
import { whyNot } from './words';

/** The dialog that is open about an exception. */
export type ActAsked = 'granted' | 'refused' | 'outcome' | null;

/** Gives an answer without a seal once more, so that everybody can count on it. */
export function useConfirm(onDone?: (ref: string) => void) {
  const backend = useBackend();
  const write = useWrite();
  return async (p: Policy, e: PolicyException) => {
    if (!e.answer) return;
    const { answer, id, hash } = e;
    const done = await write(() =>
      backend.policies.answerException(p.ref, id, answer, hash, '', 'policies'),
    );
    if (!done) return;
    onDone?.(p.ref);
    showToast({ icon: 'shield', text: t('exceptions.confirmed'), topic: 'exception' });
  };
}

/** What can be done about one exception, and why not where somebody might look for it. */
export function ExceptionActs({
  policy: p,
  exception: e,
  locked,
  keyed = false,
  asked,
  onAsk,
  onDone,
}: {
  policy: Policy;
  exception: PolicyException;
  locked: string | false;
  /** Whether the keys of the page are about this one. */
  keyed?: boolean;
  asked: ActAsked;
  onAsk: (asked: ActAsked) => void;
  /** Hears in which rule something was done. */
  onDone?: ((ref: string) => void) | undefined;
}) {
  const confirm = useConfirm(onDone);
  const why = whyNot(e);
  const size = keyed ? undefined : ('small' as const);
  const keys = (k: string) => (keyed ? k : undefined);
  const close = () => onAsk(null);
  if (!e.may && !e.mine && !e.wants && !why && asked === null) return null;
  return (
    <>
      {e.mine && keyed && <p className="small ink-2">{t('exceptions.mine.lead')}</p>}
      <div className="exception-acts">
        {e.may && (
          <>
            <Button
              look={keyed ? 'primary' : 'plain'}
              size={size}
              icon="check"
              keys={keys('s')}
              off={locked}
              onClick={() => onAsk('granted')}
            >
              {t('policies.grant')}
            </Button>
            <Button
              look={keyed ? 'plain' : 'quiet'}
              size={size}
              keys={keys('r')}
              off={locked}
              onClick={() => onAsk('refused')}
            >
              {t('policies.refuse')}
            </Button>
          </>
        )}
        {e.mine && (
          <Button
            look={keyed && !e.wants ? 'primary' : 'plain'}
            size={size}
            icon="shield"
            keys={keys('c')}
            off={locked}
            onClick={() => void confirm(p, e)}
          >
            {t('exceptions.confirm')}
          </Button>
        )}
        {e.wants && (
          <Button
            look={keyed ? 'primary' : 'plain'}
            size={size}
            icon="pen"
            keys={keys('w')}
            off={locked}
            onClick={() => onAsk('outcome')}
          >
            {t('policies.writeOutcome')}
          </Button>
        )}
        {why && <span className="small ink-2">{why}</span>}
      </div>
      {(asked === 'granted' || asked === 'refused') && (
        <AnswerException policy={p} exception={e} word={asked} onDone={onDone} onClose={close} />
      )}
      {asked === 'outcome' && (
        <OutcomeDialog policy={p} exception={e} onDone={onDone} onClose={close} />
      )}
    </>
  );
}
