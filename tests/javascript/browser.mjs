/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// A browser for the unit tests: devices with tabs, in which the scripts of `samspil/*/static` run unchanged.
// Each tab is a jsdom window with its own copy of the modules, so two tabs are two programs that share a device, as in a
// browser. What jsdom lacks is lent by node itself (fetch, locks, BroadcastChannel), by fake-indexeddb and by undici.

import { globSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";

import { IDBFactory } from "fake-indexeddb";
import { JSDOM, VirtualConsole } from "jsdom";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
let devices = 0;

// Read once: a search of the whole house for each script is most of a test's time.
const FILES = globSync("samspil/**/{static,templates}/**/*.{js,html}", { cwd: ROOT });
const HTMX = ".venv/lib/python3*/site-packages/django_htmx/static/django_htmx/htmx-2.min.js";

function search(kind, name) {
  const found = FILES.filter((file) => file.endsWith(`/${kind}/${name}`));
  if (found.length !== 1) throw new Error(`${name}: ${found.length} files of that name`);
  return ROOT + found[0];
}

/** The file of a static address, and of a template: found as Django finds it, wherever in the house it lies. */
export const staticFile = (name) => search("static", name);
export const templateFile = (name) => search("templates", name);

/** The htmx that the pages are served with. */
export const htmxSource = () => readFileSync(ROOT + globSync(HTMX, { cwd: ROOT })[0], "utf8");

/** Wait until `holds()` does; fails with `what` when it never will. */
export async function until(holds, what = String(holds)) {
  const end = performance.now() + 20_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** A clock that goes when the test says so. Timers of no delay are no waiting, and run by themselves. */
export class Clock {
  now = Date.parse("2026-09-01T17:00:00Z");
  #timers = new Map();
  #last = 0;

  set = (act, delay = 0, ...rest) => {
    if (!(delay > 0)) return setTimeout(act, 0, ...rest);
    this.#last += 1;
    this.#timers.set(this.#last, { at: this.now + delay, act: () => act(...rest) });
    return this.#last;
  };

  clear = (timer) => {
    if (typeof timer === "object") clearTimeout(timer);
    else this.#timers.delete(timer);
  };

  /** The delays that are waited for, the shortest first. */
  get waits() {
    return [...this.#timers.values()].map(({ at }) => at - this.now).sort((a, b) => a - b);
  }

  async advance(delay) {
    const end = this.now + delay;
    for (;;) {
      const [next] = [...this.#timers].filter(([, timer]) => timer.at <= end).sort(([, a], [, b]) => a.at - b.at);
      if (!next) break;
      this.#timers.delete(next[0]);
      this.now = next[1].at;
      next[1].act();
    }
    this.now = end;
  }
}

/** A phone or a computer: what its tabs share. */
export class Device {
  clock = new Clock();
  indexedDB = new IDBFactory();
  online = true;
  tabs = [];
  name = `device ${(devices += 1)}`;
  hasLocks = true;
  slow = 0; // ms between the first byte of a page and its first script
  #stored = new Map();

  storage = {
    getItem: (key) => this.#stored.get(key) ?? null,
    setItem: (key, value) => void this.#stored.set(key, String(value)),
    removeItem: (key) => void this.#stored.delete(key),
  };

  /** Open `html` at `address`; `real`: what waits, waits on the wall's clock. */
  open(html, { address = "http://127.0.0.1/", real = false } = {}) {
    const tab = new Tab(this, html, address, real);
    this.tabs.push(tab);
    return tab;
  }

  /** The network of the whole device goes or comes. */
  setOnline(online) {
    this.online = online;
    for (const tab of this.tabs) tab.window.dispatchEvent(new tab.window.Event(online ? "online" : "offline"));
  }

  close() {
    for (const tab of this.tabs) tab.close();
  }
}

class Tab {
  submitted = []; // forms that the browser itself would have sent: [{ action, fields }]
  #modules = new Map();
  #flying = new Set();
  #channels = [];
  #closing = Promise.withResolvers();

  constructor(device, html, address, real) {
    this.device = device;
    const console = new VirtualConsole();
    // jsdom shows no other page; what it says of that is told by `submitted`.
    console.on("jsdomError", (error) => {
      if (error.type !== "not-implemented") throw error;
    });
    this.dom = new JSDOM(html, { url: address, runScripts: "outside-only", pretendToBeVisual: true, virtualConsole: console });
    this.window = this.dom.window;
    this.document = this.window.document;
    this.#lend(real);
    this.#takeForms();
  }

  #lend(real) {
    const { window, device } = this;
    Object.assign(window, {
      AbortController,
      BroadcastChannel: this.#channelClass(),
      CSS: { escape: (words) => String(words).replace(/[^\w-]|^(?=\d)/g, (sign) => (sign ? `\\${sign}` : "\\3")) },
      Headers,
      Request,
      Response,
      URLSearchParams,
      indexedDB: device.indexedDB,
      fetch: (where, options) => this.#fetch(where, options),
    });
    Object.defineProperty(window, "localStorage", { value: device.storage, configurable: true });
    Object.defineProperty(window.navigator, "onLine", { get: () => device.online });
    Object.defineProperty(window.navigator, "locks", { value: device.hasLocks ? this.#locks() : undefined });
    window.performance.getEntriesByType = (kind) =>
      kind === "navigation" ? [{ responseStart: window.performance.now() - device.slow }] : [];
    window.Element.prototype.scrollIntoView = () => {};
    // jsdom demands what a browser takes for granted.
    const { evaluate } = window.XPathExpression.prototype;
    window.XPathExpression.prototype.evaluate = function any(node, type = 0, result = null) {
      return evaluate.call(this, node, type, result);
    };
    if (real) return;
    window.setTimeout = device.clock.set;
    window.clearTimeout = device.clock.clear;
    window.Date.now = () => device.clock.now;
  }

  /** node's channels, heard on this device only. */
  #channelClass() {
    const [device, channels] = [this.device.name, this.#channels];
    return class extends BroadcastChannel {
      constructor(name) {
        super(`${device} ${name}`);
        this.unref();
        channels.push(this);
      }
    };
  }

  /** node's locks, of this device only; a tab that is closed lets go of its own. */
  #locks() {
    const request = (name, options, act) =>
      navigator.locks.request(`${this.device.name} ${name}`, options, (lock) =>
        Promise.race([act(lock), this.#closing.promise]),
      );
    return { request };
  }

  #takeForms() {
    const take = (form, button) => {
      const fields = Object.fromEntries(new this.window.FormData(form, button));
      this.submitted.push({ action: form.action, fields: { ...fields } });
    };
    this.window.HTMLFormElement.prototype.submit = function submit() {
      take(this);
    };
    // Last of all, when no script has taken the form.
    this.window.addEventListener("submit", (event) => event.defaultPrevented || take(event.target, event.submitter));
  }

  async #fetch(where, options) {
    if (!this.device.online) throw new TypeError("Failed to fetch");
    const asked = fetch(new URL(where, this.window.location.href), options);
    this.#flying.add(asked);
    try {
      return await asked;
    } finally {
      this.#flying.delete(asked);
    }
  }

  /** Run the module at this static address, and what it imports, as a <script type=module> would. */
  async run(name) {
    const module = this.#module(name);
    if (module.status === "unlinked") await module.link((wanted, from) => this.#module(this.#resolve(wanted, from)));
    await module.evaluate();
    return module.namespace;
  }

  #resolve(wanted, from) {
    const [name] = [...this.#modules].find(([, module]) => module === from);
    return new URL(wanted, `http://static/${name}`).pathname.slice(1);
  }

  #module(name) {
    if (!this.#modules.has(name)) {
      const file = staticFile(name);
      const options = {
        context: this.dom.getInternalVMContext(),
        identifier: pathToFileURL(file).href,
        initializeImportMeta: (meta) => Object.assign(meta, { url: new URL(`/static/${name}`, this.window.location.href).href }),
      };
      this.#modules.set(name, new vm.SourceTextModule(readFileSync(file, "utf8"), options));
    }
    return this.#modules.get(name);
  }

  /** Wait until the page does nothing more by itself: no answer is awaited and no step of the device's storage. */
  async idle() {
    for (let quiet = 0; quiet < 60; quiet += 1) {
      if (this.#flying.size) quiet = 0;
      // A lock is given, and a timer of no delay runs, some time later, not some turns later.
      await new Promise((resolve) => (quiet % 6 ? setImmediate(resolve) : setTimeout(resolve, 1)));
    }
  }

  find = (selector) => this.document.querySelector(selector);
  all = (selector) => [...this.document.querySelectorAll(selector)];
  text = (selector) => this.find(selector)?.textContent.replace(/\s+/g, " ").trim();

  fire(target, kind, detail) {
    target.dispatchEvent(new this.window.CustomEvent(kind, { bubbles: true, detail }));
  }

  /** A key pressed where the focus is; false when a script has taken it. */
  key(key, more = {}) {
    const target = this.document.activeElement ?? this.document.body;
    const code = /^\d$/.test(key) ? `Digit${key}` : "";
    return target.dispatchEvent(
      new this.window.KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true, ...more }),
    );
  }

  /** Write at the end of a field, a sign at a time. */
  type(field, words) {
    field.focus();
    for (const sign of words) {
      field.value += sign;
      field.dispatchEvent(new this.window.Event("input", { bubbles: true }));
    }
  }

  close() {
    this.device.tabs = this.device.tabs.filter((tab) => tab !== this);
    this.#closing.resolve();
    for (const channel of this.#channels) channel.close();
    this.window.close();
  }
}
