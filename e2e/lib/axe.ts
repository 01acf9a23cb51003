import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Driver } from './driver.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Finding = {
  id: string;
  impact: string;
  help: string;
  nodes: { target: string[]; failureSummary: string }[];
};

/** Serious and critical findings of axe-core on the page, one line per element; empty is good. */
export async function axeFindings(driver: Driver): Promise<string[]> {
  await driver.eval((text: string) => {
    if ('axe' in window) return;
    const script = document.createElement('script');
    script.textContent = text;
    document.head.append(script);
    script.remove();
  }, source);
  const findings = await driver.eval(async () => {
    const { axe } = window as unknown as {
      axe: { run: (context: Document, options: object) => Promise<{ violations: Finding[] }> };
    };
    // A button that goes on takes a moment to change its colour: what is read is what stays.
    const moving = document.getAnimations().filter((a) => a instanceof CSSTransition);
    await Promise.allSettled(moving.map((a) => a.finished));
    return (await axe.run(document, { resultTypes: ['violations'] })).violations;
  }, null);
  return findings
    .filter((finding) => finding.impact === 'serious' || finding.impact === 'critical')
    .flatMap((finding) =>
      finding.nodes.map(
        (node) => `${finding.impact} ${finding.id} at ${node.target.join(' ')}: ${finding.help}`,
      ),
    );
}
