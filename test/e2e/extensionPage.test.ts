import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { Fixture, shotPath } from './fixture.ts';

describe('the page of the extension', () => {
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start();
    vscode = await fixture.open();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  it('shows the README with its pictures, and no link that leads nowhere', async () => {
    await vscode.run('Extensions: Show Installed Extensions');
    const row = vscode.page.locator('.extensions-list .monaco-list-row').filter({ hasText: 'Video Prompt' });
    await row.first().click();
    const readme = vscode.panel;
    const picture = readme.locator('img').first();
    await picture.waitFor();
    await until('the picture is drawn', async () =>
      picture.evaluate((element) => (element as HTMLImageElement).naturalWidth > 0),
    );
    await vscode.screenshot(shotPath('extension-page'));
    const links = await readme
      .locator('a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    const lost = links.filter((link) => !/^(?:https:|#|$)/.test(link));
    if (lost.length > 0) throw new Error(`These links of the README lead nowhere: ${lost.join(', ')}`);
  });
});
