import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { reviewKeys, useBackend } from '../backend';
import { useKeptLine } from '../editing';
import { t, tAny } from '../i18n';
import { Button, Dialog, TextField } from '../ui';

/** Asks for the one thing a review needs to begin: what happened, in a sentence. */
export function StartReview({ onClose }: { onClose: () => void }) {
  const backend = useBackend();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { text: title, put: setTitle } = useKeptLine('', 'start');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const create = useMutation({
    mutationFn: () => backend.reviews.create(title.trim(), ''),
    onSuccess: async ({ ref }) => {
      setTitle('');
      await client.invalidateQueries({ queryKey: reviewKeys.lists() });
      onClose();
      await navigate({ to: '/reviews/$ref', params: { ref } });
    },
  });
  const wrong = create.error
    ? tAny(
        create.error.field('title')?.key ?? create.error.key,
        create.error.field('title')?.params ?? create.error.params,
      )
    : undefined;

  return (
    <Dialog title={t('start.title')} onClose={onClose}>
      <form
        className="start-review"
        onSubmit={(e) => {
          e.preventDefault();
          if (title.trim() && !create.isPending) create.mutate();
        }}
      >
        <TextField
          ref={field}
          label={t('start.what')}
          help={t('start.help')}
          wrong={wrong}
          spellCheck
          value={title}
          onChange={setTitle}
        />
        <div className="dialog-acts">
          <Button look="quiet" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button
            className="safe"
            look="primary"
            type="submit"
            icon="plus"
            off={title.trim() === '' && t('start.needTitle')}
          >
            {t('reviews.start')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
