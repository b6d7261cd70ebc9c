// What stands around a lesson. In JupyterLab's view of a single document the lesson is all there
// is: no tools for programmers. In its usual view everything is where it always was.

/** @import { LabShell, Panel, Tracker, Widget } from "../../jupyterlab.d.ts" */

const MODE = "single-document";

/**
 * @param {Panel} panel
 * @param {{ labShell: LabShell, statusBar: Widget | null, tracker: Tracker }} desk
 */
export function calmDesk(panel, { labShell, statusBar, tracker }) {
  const arrange = () => {
    const isAlone = labShell.mode === MODE;
    panel.toolbar.setHidden(isAlone);
    const isShown = labShell.currentWidget === panel;
    if (!isShown && tracker.has(labShell.currentWidget)) return;
    statusBar?.setHidden(isAlone && isShown);
    if (labShell.isSideTabBarVisible("right") === (isAlone && isShown)) {
      labShell.toggleSideTabBarVisibility("right");
    }
  };
  const signals = [labShell.modeChanged, labShell.currentChanged];
  for (const signal of signals) signal.connect(arrange);
  panel.disposed.connect(() => signals.forEach((signal) => signal.disconnect(arrange)));
  arrange();
}

// In the browser edition the lesson is all there is of a notebook's page.
/**
 * @param {{ collapseTop?(): void, menu?: Widget }} shell
 * @param {Panel} panel
 */
export function calmPage(shell, panel) {
  shell.collapseTop?.();
  shell.menu?.setHidden(true);
  panel.toolbar.setHidden(true);
}
