/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// A web server on 127.0.0.1 that answers as the test says, keeps account of what it was asked, and can be cut off.

import { createServer } from "node:http";

export class Server {
  asked = []; // [{ method, path, fields, headers }], in the order in which they came
  open = 0; // answers that are waited for
  mostOpen = 0;
  /** "up"; "cut": takes no request; "deaf": takes a request and says nothing; "lost": does what it is asked and says nothing */
  network = "up";
  #held = null;

  /** `answer(request)` gives { status, json } or { status, html }. */
  static async start(answer) {
    const server = new Server();
    server.answer = answer;
    server.http = createServer((request, response) => server.#serve(request, response));
    await new Promise((resolve) => server.http.listen(0, "127.0.0.1", resolve));
    server.url = `http://127.0.0.1:${server.http.address().port}`;
    return server;
  }

  async #serve(request, response) {
    if (this.network === "cut") return request.socket.destroy();
    const asked = await this.#read(request);
    this.asked.push(asked);
    if (this.network === "deaf") return undefined;
    this.open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    await this.#held;
    this.open -= 1;
    const { status = 200, json, html } = this.answer(asked);
    if (this.network === "lost") return request.socket.destroy();
    const type = json ? "application/json" : "text/html; charset=utf-8";
    response.writeHead(status, { "Content-Type": type });
    return response.end(json ? JSON.stringify(json) : html);
  }

  async #read(request) {
    let body = "";
    for await (const part of request) body += part;
    const { method, headers } = request;
    const { pathname: path, search } = new URL(request.url, this.url);
    return { method, path, headers, fields: Object.fromEntries(new URLSearchParams(method === "POST" ? body : search)) };
  }

  /** Keep every answer back until the function that is returned is called. */
  hold() {
    let release;
    this.#held = new Promise((resolve) => {
      release = resolve;
    });
    return () => {
      this.#held = null;
      release();
    };
  }

  posts(path = "") {
    return this.asked.filter((one) => one.method === "POST" && one.path.includes(path));
  }

  async stop() {
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }
}
