// Of JupyterLab and Notebook 7 what the lab extension uses. For whoever reads or checks its
// scripts; no page loads it.

export interface Signal<Told = unknown> {
  connect(heard: (sender: unknown, told: Told) => void): void;
  disconnect(heard: (sender: unknown, told: Told) => void): void;
}

export interface Widget {
  node: HTMLElement;
  id: string;
  isDisposed: boolean;
  isVisible: boolean;
  addClass(name: string): void;
  setHidden(isHidden: boolean): void;
  disposed: Signal<void>;
}

/** What stands in a page for one thing that a cell gave. */
export interface Output extends Widget {
  removeClass(name: string): void;
  renderModel?(given: unknown): Promise<void>;
}

export interface Cell extends Widget {
  /** Of code alone; in the order of what was given, each behind its prompt. */
  outputArea?: {
    widgets: readonly { children(): Iterable<Output> }[];
    model: { get(at: number): unknown };
  };
  model: {
    id: string;
    type: string;
    executionCount: number | null;
    sharedModel: { source: string };
    /** Of code alone. */
    outputs?: { toJSON(): { output_type: string; ename?: string }[] };
    getMetadata(name: "tags"): string[] | undefined;
  };
}

export interface Notebook extends Widget {
  widgets: Cell[];
  activeCell: Cell | null;
  activeCellIndex: number;
  activeCellChanged: Signal<Cell | null>;
  notebookConfig: { windowingMode: string };
  setFragment(fragment: string): Promise<void> | void;
}

export interface LessonKernel {
  requestExecute(content: { code: string; silent: boolean; store_history: boolean }): unknown;
}

export interface Session {
  ready: Promise<void>;
  session: { kernel: LessonKernel | null } | null;
  startKernel(): Promise<unknown>;
  statusChanged: Signal<string>;
  kernelChanged: Signal<{ oldValue: object | null }>;
  connectionStatusChanged: Signal<string>;
}

/** A notebook with all that stands around it. */
export interface Panel extends Widget {
  content: Notebook;
  contentHeader: { addWidget(widget: Widget): void; fit(): void };
  toolbar: Widget;
  revealed: Promise<void>;
  model: { cells: { changed: Signal }; getMetadata(name: "lessons"): unknown };
  context: {
    ready: Promise<void>;
    sessionContext: Session;
    contentsModel: { writable: boolean } | null;
    model: { readOnly: boolean; dirty: boolean };
    save(): Promise<void>;
  };
}

export interface Tracker {
  forEach(told: (panel: Panel) => void): void;
  has(widget: Widget | null): boolean;
  widgetAdded: Signal<Panel>;
}

export interface LabShell {
  mode: string;
  modeChanged: Signal;
  currentChanged: Signal;
  currentWidget: Widget | null;
  isSideTabBarVisible(side: "right"): boolean;
  toggleSideTabBarVisibility(side: "right"): void;
}

export interface App {
  commands: {
    commandExecuted: Signal<{ id: string; result: Promise<unknown> }>;
    execute(command: string): Promise<unknown>;
  };
  shell: {
    currentWidget: Widget | null;
    activateById(id: string): void;
    /** Notebook 7 alone has what stands above a notebook. */
    collapseTop?(): void;
    menu?: Widget;
  };
  serviceManager: { sessions: { refreshRunning(): Promise<void> } };
}

/** What the page itself is made of. */
export interface Modules {
  NotebookActions: {
    executed: Signal<{ notebook: Notebook; cell: Cell }>;
    outputCleared: Signal;
  };
  Widget: new () => Widget;
  INotebookTracker: unknown;
  ILabShell?: unknown;
  IStatusBar?: unknown;
}

/** What the server hands to its pages: what the bar and the folds say, by the phrases' names. */
export type Words = Record<string, string>;
