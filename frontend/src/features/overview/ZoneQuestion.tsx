import { useMemo, useState } from 'react';
import { useBackend, useZones, type Review } from '../../backend';
import { sentenceOf, useKeptLine, useWrite } from '../../editing';
import { t, tAny } from '../../i18n';
import { Button, Combobox, Icon, showToast } from '../../ui';
import { zoneOptions } from './zones';

/** The key of the question a review asks when its source names no zone. */
export const zoneQuestion = 'ingest.zone_missing';

/** The one question an import may leave open: in which zone its times were written down. */
export function ZoneQuestion({ review, readOnly }: { review: Review; readOnly: boolean }) {
  const backend = useBackend();
  const write = useWrite();
  const zones = useZones();
  const options = useMemo(() => zoneOptions(zones), [zones]);
  const { text, put: setText } = useKeptLine(review.ref, 'zone');
  const [wrong, setWrong] = useState<string>();
  const question = review.findings.find((f) => f.key === zoneQuestion && f.state === 'open');
  if (!question) return null;

  const takeBack = () => void write(() => backend.records.undo(review.ref, ''));
  async function answer(zone: string) {
    if (!question) return;
    if (!zone.trim()) {
      setWrong(t('overview.zone.name'));
      return;
    }
    try {
      await backend.reviews.answerQuestion(review.ref, question.id, zone.trim(), '');
      setText('');
      showToast({ text: t('overview.zone.answered', { zone: zone.trim() }), undo: takeBack });
    } catch (e) {
      setWrong(sentenceOf(e));
    }
  }
  async function leave() {
    if (!question) return;
    const done = await write(() =>
      backend.reviews.answerQuestion(review.ref, question.id, 'dismiss', ''),
    );
    if (done) showToast({ text: t('overview.zone.left'), undo: takeBack });
  }

  return (
    <section className="zone-question" aria-label={t('overview.zone.question')}>
      <Icon name="question" />
      <div className="grow">
        <p>{tAny(question.key, question.params)}</p>
        <p className="small ink-2">{t('overview.zone.effect')}</p>
        {!readOnly && (
          <div className="zone-answer">
            <Combobox
              label={t('overview.zone')}
              value={text}
              options={options}
              wrong={wrong}
              placeholder={t('overview.zone.hint')}
              onChange={(next) => {
                setWrong(undefined);
                setText(next);
              }}
              onPick={(zone) => {
                setText(zone);
                void answer(zone);
              }}
            />
            <Button onClick={() => void answer(text)}>{t('overview.zone.answer')}</Button>
            <Button look="quiet" onClick={() => void leave()}>
              {t('overview.zone.leave')}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
