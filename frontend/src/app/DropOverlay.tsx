import { useEffect, useState } from 'react';
import { t } from '../i18n';
import { Icon } from '../ui';

/**
 * Says that files may be dropped while somebody drags them over the window. The
 * drop itself comes from the window toolkit as an event with paths; the page only
 * keeps the engine from opening the file in place of the app.
 */
export function DropOverlay() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const hasFiles = (e: DragEvent) => e.dataTransfer?.types.includes('Files') ?? false;
    const enter = (e: DragEvent) => {
      if (!hasFiles(e)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (e: DragEvent) => {
      if (!hasFiles(e)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const allow = (e: DragEvent) => {
      if (hasFiles(e)) e.preventDefault();
    };
    const end = (e: DragEvent) => {
      allow(e);
      depth = 0;
      setOver(false);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', end);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', end);
    };
  }, []);
  if (!over) return null;
  return (
    <div className="drop" role="status">
      <div className="drop-box">
        <Icon name="bringIn" />
        <div>
          <div className="h2">{t('drop.title')}</div>
          <p className="small ink-2">{t('drop.text')}</p>
        </div>
      </div>
    </div>
  );
}
