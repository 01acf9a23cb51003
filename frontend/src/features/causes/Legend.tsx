import { t, tAny } from '../../i18n';
import { Dialog, Icon, Keys } from '../../ui';
import './asides.css';
import { classes } from './keys';
import { classIcons } from './signs';
import { StatusSign } from './StatusSign';
import type { Picture } from './tree';

/** What held and where luck helped: beside the tree, never drawn in it. */
export function Asides({
  asides,
  chosen,
  onChoose,
}: {
  asides: Picture['asides'];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}) {
  if (asides.length === 0) return null;
  return (
    <ul className="cause-asides" aria-label={t('causes.asides')}>
      {asides.map((a) => (
        <li key={a.id}>
          {/* No button element: it would stand on a line of its own where its words wrap. */}
          <span
            className="cause-aside"
            role="button"
            tabIndex={0}
            aria-pressed={a.id === chosen}
            onClick={() => onChoose(a.id)}
            onKeyDown={(e) => {
              if (e.key !== 'Enter' && e.key !== ' ') return;
              e.preventDefault();
              e.stopPropagation();
              onChoose(a.id);
            }}
          >
            <Icon
              name={a.kind === 'luck' ? 'star' : 'leaf'}
              className={a.kind === 'luck' ? '' : 'ok'}
            />
            <span className="strong">
              {t(a.kind === 'luck' ? 'causes.aside.luck' : 'causes.aside.held')}
            </span>{' '}
            {a.text}
          </span>{' '}
        </li>
      ))}
    </ul>
  );
}

const statusOrder = ['supported', 'hypothesis', 'unknown', 'ruled_out'] as const;

/** The signs under the canvas, and the way to all of them. */
export function Legend({ onKey, wide }: { onKey: () => void; wide: boolean }) {
  return (
    <div className="cause-legend">
      {statusOrder.map((s) => (
        <span key={s} className="legend-part">
          <StatusSign status={s} />
          {tAny(`cause.${s}`)}
        </span>
      ))}
      {wide && (
        <>
          <span className="legend-part">
            <span className="legend-bead" />
            {t('causes.key.bead')}
          </span>
          <span className="grow" />
          {classes.map((c) => (
            <span key={c} className="legend-part">
              <Icon name={classIcons[c] ?? 'hexagon'} />
              {tAny(`cause.class.${c}`)}
            </span>
          ))}
        </>
      )}
      {!wide && <span className="grow" />}
      <button type="button" className="legend-key" onClick={onKey}>
        <Keys keys="k" />
        {t('causes.key.open')}
      </button>
    </div>
  );
}

function Line({ className, notch }: { className: string; notch?: boolean }) {
  return (
    <svg className="key-line" viewBox="0 0 40 16" aria-hidden="true">
      <path className={className} d={notch ? 'M1 8h14M25 8h14' : 'M1 8h38'} />
      {notch && <path className="key-notch" d="m17 13 4-10m1 10 4-10" />}
    </svg>
  );
}

function Beads({ against }: { against?: boolean }) {
  return (
    <svg className="key-line" viewBox="0 0 40 16" aria-hidden="true">
      {[3, 9, 15].map((x) => (
        <circle key={x} className={against ? 'key-against' : 'key-for'} cx={x} cy="8" r="1.9" />
      ))}
    </svg>
  );
}

/** K: every sign and line of the drawings, in words. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('causes.key.title')} className="cause-key" onClose={onClose}>
      <div className="key-columns">
        <section>
          <h3 className="label">{t('causes.key.status')}</h3>
          <dl>
            {statusOrder.map((s) => (
              <div key={s}>
                <dt>
                  <StatusSign status={s} />
                  <Line className={`line-${s}`} />
                </dt>
                <dd>{tAny(`cause.${s}`)}</dd>
              </div>
            ))}
          </dl>
          <h3 className="label">{t('causes.key.evidence')}</h3>
          <dl>
            <div>
              <dt>
                <Beads />
              </dt>
              <dd>{t('causes.key.for')}</dd>
            </div>
            <div>
              <dt>
                <Beads against />
              </dt>
              <dd>{t('causes.key.against')}</dd>
            </div>
          </dl>
        </section>
        <section>
          <h3 className="label">{t('causes.key.class')}</h3>
          <dl>
            {classes.map((c) => (
              <div key={c}>
                <dt>
                  <Icon name={classIcons[c] ?? 'hexagon'} />
                </dt>
                <dd>{tAny(`cause.class.${c}`)}</dd>
              </div>
            ))}
          </dl>
          <h3 className="label">{t('causes.key.lines')}</h3>
          <dl>
            <div>
              <dt>
                <Line className="line-supported" notch />
              </dt>
              <dd>{t('causes.key.breaks')}</dd>
            </div>
            <div>
              <dt>
                <span className="key-letter">a</span>
              </dt>
              <dd>{t('causes.key.also')}</dd>
            </div>
            <div>
              <dt>
                <span className="key-more">+2</span>
              </dt>
              <dd>{t('causes.key.folded')}</dd>
            </div>
            <div>
              <dt>
                <Icon name="exchange" className="warn" />
              </dt>
              <dd>{t('causes.key.undecided')}</dd>
            </div>
          </dl>
        </section>
      </div>
      <p className="meta key-foot">{t('causes.key.keys')}</p>
    </Dialog>
  );
}
