import { decodeEvent, type TestEvent } from '../report.ts';
import { launchBrowser } from './chromium.ts';

export interface SuitePage {
  url: string;
  /** Milliseconds for all suites together. */
  timeout: number;
  accept: (event: TestEvent) => void;
  /** Whatever else the extension host writes to its console. */
  log: (line: string) => void;
}

/**
 * Opens a workbench that runs suites, hands on what they report and ends when VS Code says that they ended. Gives what
 * went wrong with the host itself, if anything did.
 */
export async function openSuitePage({ url, timeout, accept, log }: SuitePage): Promise<string | undefined> {
  const browser = await launchBrowser();
  let timer: NodeJS.Timeout | undefined;
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    const end = new Promise<string | undefined>((resolve) => {
      timer = setTimeout(() => resolve(`The suites did not end within ${timeout / 1000} s.`), timeout);
      page.on('crash', () => resolve('The page crashed.'));
      browser.on('disconnected', () => resolve('The browser ended.'));
      const exit = page.exposeFunction('codeAutomationExit', (code: number) => {
        resolve(code === 0 || code === 1 ? undefined : `The extension host ended with code ${code}.`);
      });
      const hear = page.exposeFunction('codeAutomationLog', (_type: string, parts: unknown[]) => {
        for (const line of parts.map(String).join(' ').split('\n')) {
          const event = decodeEvent(line);
          if (event) accept(event);
          else log(line);
        }
      });
      Promise.all([exit, hear])
        .then(() => page.goto(url, { timeout: 60_000 }))
        .catch((error: Error) => resolve(error.message));
    });
    return await end;
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}
