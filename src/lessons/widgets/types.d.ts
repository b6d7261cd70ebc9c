// What kernel, page and host say to each other. For whoever reads or checks the scripts; no page
// loads it.

declare global {
  /** What no end of a line parts; `page.py` puts it above each script. */
  const UNBROKEN: RegExp;
}

import type { Signal } from "../server/jupyterlab.d.ts";

export type { Signal };

/** What the kernel says on a page, by the names in `phrases.toml`. */
export type Phrases = Record<string, string>;

/** The marks that numbers are written with, as Plotly takes them. */
export interface Marks {
  decimal: string;
  thousands: string;
  grouping: number[];
  currency: [before: string, after: string];
  /** What stands behind a percentage. */
  percent: string;
}

/** Where inputs stand, by their names. */
// deno-lint-ignore no-explicit-any -- a number, a flag, an option or several, by the input's kind
export type Values = Record<string, any>;

/** What kernel and page send besides what they share: its `kind`, and more by that kind. */
// deno-lint-ignore no-explicit-any
export type Content = { kind: string } & Record<string, any>;

export type Heard = (content: Content, buffers: DataView<ArrayBuffer>[]) => void;

/** A widget's model: `State` is what kernel and page share of it. */
export interface Model<State> {
  get<Name extends keyof State>(name: Name): State[Name];
  set<Name extends keyof State>(name: Name, value: State[Name]): void;
  save_changes(): void;
  send(content: Content, callbacks?: undefined, buffers?: Uint8Array[]): void;
  on(event: string, heard: Heard): void;
  off(event: string, heard: Heard): void;
  widget_manager?: Manager;
}

/** What a widget is given to show itself. */
export interface Given<State> {
  model: Model<State>;
  el: HTMLElement;
  signal: AbortSignal;
  host: Host;
}

/** What brings widgets to the page: other widgets, by what the kernel calls them. */
export interface Host {
  getModel<State>(reference: string): Promise<Model<State>>;
  getWidget(reference: string): Promise<{ render(at: Place): Promise<void> }>;
}

export interface Place {
  el: HTMLElement;
  signal: AbortSignal;
}

/** Jupyter's own: whose notebook a widget is in, and the kernel that answers. */
export interface Manager {
  kernel?: Kernel;
  context?: { path: string; model?: { cells: Iterable<CellModel> } };
  rendermime?: {
    linkHandler?: { handleLink(link: HTMLElement, path: string, id: string): void };
  };
}

export interface CellModel {
  getMetadata(name: "tags"): string[] | undefined;
}

/** A message of a kernel's line, sent or received. */
export interface KernelMessage {
  direction: string;
  msg: {
    header: { msg_id: string; msg_type: string };
    parent_header: { msg_id?: string };
  };
}

export interface Kernel {
  status: string;
  connectionStatus: string;
  statusChanged: Signal<string>;
  connectionStatusChanged: Signal<string>;
  anyMessage: Signal<KernelMessage>;
  disposed: Signal<void>;
}

/** An input, as its declaration has it. What only some kinds have is left out of the others. */
export interface Input {
  name: string;
  kind: string;
  label: string;
  help: string;
  group: string;
  // deno-lint-ignore no-explicit-any
  default: any;
  later: boolean;
  /** The name and the option of another input that leaves it without effect; none of most. */
  unused_with: [name: string, option: string] | null;
  /** What is said of it then. */
  unused: string;
  /** What is said of a value that is refused, with a slot for it. */
  refusal: string;
  row?: string;
}

/** A quantity, or a span of two of them. */
export interface Numeric extends Input {
  minimum: number;
  maximum: number;
  step: number;
  unit: string;
  /** As the page writes it. */
  unit_shown: string;
  scale: "linear" | "log";
  play: boolean;
  column?: string;
}

export interface Optional extends Input {
  options: string[];
  /** What the page shows of them. */
  options_shown: string[];
  least: number;
}

export interface ControlsState {
  inputs: Input[];
  phrases: Phrases;
  locale: string;
  values: Values;
  moves: Record<string, number>;
  in_order: string[][];
}

/** A Plotly figure. What a trace and a layout may hold is Plotly's own. */
export interface Spec {
  data: Trace[];
  layout: Layout;
}

// deno-lint-ignore no-explicit-any
export type Trace = { type: string } & Record<string, any>;

// deno-lint-ignore no-explicit-any
export type Layout = Record<string, any>;

/** Of Plotly.js what is used here. */
export interface Plotly {
  newPlot(drawing: HTMLElement, data: Trace[], layout: Layout, config: object): Promise<void>;
  react(drawing: HTMLElement, data: Trace[], layout: Layout, config: object): Promise<void>;
  animate(drawing: HTMLElement, frame: object, how: object): Promise<void>;
  relayout(drawing: HTMLElement, changes: object): Promise<void>;
  purge(drawing: HTMLElement): void;
  toImage(figure: object, how: object): Promise<string>;
  Plots: { resize(drawing: HTMLElement): void };
}
