import { useState } from 'react';
import { letGo, sentenceOf, tryAgain, useUnsavedTexts, type UnsavedText } from '../editing';
import { t } from '../i18n';
import { Button, ConfirmDialog, copyText, Note } from '../ui';

/** Words that were refused and whose field is gone, until they are stored or let go. */
export function UnsavedTexts() {
  const texts = useUnsavedTexts();
  if (texts.length === 0) return null;
  return (
    <section className="unsaved" aria-label={t('unsaved.title')}>
      {texts.map((text) => (
        <Row key={text.id} text={text} />
      ))}
    </section>
  );
}

function Row({ text }: { text: UnsavedText }) {
  const [copied, setCopied] = useState(false);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);

  async function again() {
    setBusy(true);
    await tryAgain(text);
    setBusy(false);
  }
  return (
    <Note
      tone="warn"
      acts={
        <>
          <Button look="text" size="small" onClick={() => void copyText(text.text).then(setCopied)}>
            {copied ? t('unsaved.copied') : t('unsaved.copy')}
          </Button>
          {text.again && (
            <Button
              look="text"
              size="small"
              off={busy && t('status.saving')}
              onClick={() => void again()}
            >
              {t('act.tryAgain')}
            </Button>
          )}
          <Button
            look="quiet"
            size="small"
            icon="close"
            aria-label={t('act.dismiss')}
            onClick={() => setAsking(true)}
          />
        </>
      }
    >
      <p role="alert">
        {text.review ? t('unsaved.of', { ref: text.review }) : t('unsaved.words')}{' '}
        {sentenceOf(text.error)}
      </p>
      {/* A long text scrolls, so the keyboard must be able to reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className="unsaved-text small" tabIndex={0}>
        {text.text}
      </pre>
      {asking && (
        <ConfirmDialog
          title={t('unsaved.drop.title')}
          act={t('unsaved.drop.act')}
          keep={t('unsaved.drop.keep')}
          onAct={() => letGo(text)}
          onKeep={() => setAsking(false)}
        >
          {t('unsaved.drop.text')}
        </ConfirmDialog>
      )}
    </Note>
  );
}
