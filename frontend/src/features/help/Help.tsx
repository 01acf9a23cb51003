import { useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useHelpText, useHelpTopics, useNumberSetting } from '../../backend';
import { useCommandContext } from '../../commands';
import { t, tAny } from '../../i18n';
import { Bar, ErrorNote, MarkdownView, Panes } from '../../ui';
import { HelpPicture } from './HelpPicture';
import { pictureNamed } from './pictures';
import './help.css';

function shownPicture(source: string, alt: string) {
  const picture = pictureNamed(source);
  return picture && <HelpPicture picture={picture} alt={alt} />;
}

/** The handbook that ships with the app: topics at the left, one text at the right. */
export function Help() {
  useCommandContext({ review: null, selection: null });
  const params = useParams({ strict: false });
  const topics = useHelpTopics();
  const topic = params.topic ?? topics.data?.[0]?.id ?? '';
  const text = useHelpText(topic);
  const [width, setWidth] = useNumberSetting('pane.help.left', 252);
  const error = topics.error ?? text.error;
  // The text takes the focus: it is read and scrolled by key.
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => page.current?.focus({ preventScroll: true }), [topic]);

  return (
    <div className="screen">
      <Bar title={<h1 className="h1">{t('area.help')}</h1>} />
      <Panes
        left={{
          label: t('help.topics'),
          width,
          onWidth: setWidth,
          content: (
            <nav className="scroll help-topics" aria-label={t('help.topics')}>
              {topics.data?.map((x) => (
                <a
                  key={x.id}
                  className="help-topic"
                  href={`#/help/${x.id}`}
                  aria-current={x.id === topic ? 'page' : undefined}
                >
                  {x.title}
                </a>
              ))}
            </nav>
          ),
        }}
      >
        <div
          ref={page}
          className="scroll help-text"
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text without controls scrolls by key
          tabIndex={0}
          role="region"
          aria-label={t('area.help')}
        >
          {error && <ErrorNote title={t('help.cannot')} text={tAny(error.key, error.params)} />}
          {text.data !== undefined && <MarkdownView text={text.data} picture={shownPicture} />}
        </div>
      </Panes>
    </div>
  );
}
