import type { PDFDocumentProxy, PDFPageProxy, PDFWorker } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

// The engine of the Linux window has no PDF viewer of its own. The reader and its
// worker are fetched from the program's own files when a report is first looked at.

export type Sheet = { page: PDFPageProxy; width: number; height: number };
export type Paper = { sheets: readonly Sheet[]; close: () => void };

const library = () => import('pdfjs-dist/legacy/build/pdf.mjs');
export type Library = Awaited<ReturnType<typeof library>>;

/** Reads PDF bytes in a thread of its own. */
export class Reader {
  private started: Promise<{ lib: Library; worker: PDFWorker; thread: Worker | null }> | undefined;

  private start() {
    this.started ??= (async () => {
      const [lib, thread] = await Promise.all([library(), startThread()]);
      // Without a thread the reader works in this one, which it finds by this module.
      if (!thread) await import(/* @vite-ignore */ workerUrl);
      lib.GlobalWorkerOptions.workerSrc = workerUrl;
      const worker = thread ? lib.PDFWorker.create({ port: thread }) : new lib.PDFWorker();
      return { lib, worker, thread };
    })().catch((e: unknown) => {
      // What could not be fetched once may be there when it is asked for again.
      this.started = undefined;
      throw e;
    });
    return this.started;
  }

  async library(): Promise<Library> {
    return (await this.start()).lib;
  }

  async open(data: Uint8Array): Promise<Paper> {
    const { lib, worker } = await this.start();
    const task = lib.getDocument({
      data,
      worker,
      // Everything the report needs is inside it: its fonts are embedded.
      isEvalSupported: false,
      useSystemFonts: false,
      useWasm: false,
      verbosity: lib.VerbosityLevel.ERRORS,
    });
    const close = () => void task.destroy();
    try {
      return { sheets: await sheetsOf(await task.promise), close };
    } catch (e) {
      close();
      throw e;
    }
  }

  close() {
    this.started?.then(
      ({ worker, thread }) => {
        worker.destroy();
        thread?.terminate();
      },
      () => undefined, // it never started
    );
    this.started = undefined;
  }
}

async function sheetsOf(doc: PDFDocumentProxy): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  for (let n = 1; n <= doc.numPages; n++) {
    const page = await doc.getPage(n);
    const { width, height } = page.getViewport({ scale: 1 });
    sheets.push({ page, width, height });
  }
  return sheets;
}

/** The reader's thread once it has said that it runs; null where the engine starts none. */
function startThread(): Promise<Worker | null> {
  return new Promise((done) => {
    let thread: Worker;
    try {
      thread = new Worker(workerUrl, { type: 'module' });
    } catch {
      done(null);
      return;
    }
    thread.addEventListener('message', () => done(thread), { once: true });
    thread.addEventListener(
      'error',
      (e) => {
        e.preventDefault();
        thread.terminate();
        done(null);
      },
      { once: true },
    );
  });
}

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}
