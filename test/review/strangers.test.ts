import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SMALL, writeReport } from "./report.js";
import { interrupt, type Serving, serve } from "./serving.js";

const LINE = '{"schema":1,"fingerprint":"b02d093d0a2269db","was":"metal","now":"steel","decision":"accept"}\n';
const TYPE = { "Content-Type": "application/x-ndjson" };

let room = "";
let serving: Serving;
beforeAll(async () => {
  room = mkdtempSync(join(tmpdir(), "unspin-strangers-"));
  writeReport(join(room, "report.jsonl"), SMALL);
  serving = await serve(room, ["report.jsonl", "--no-open"]);
});
afterAll(async () => {
  await interrupt(serving);
  // Whatever was refused has left nothing behind.
  expect(existsSync(join(room, "report.decisions.jsonl"))).toBe(false);
  rmSync(room, { recursive: true });
});

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The status of a request with any headers, also those that `fetch` lets no one set. */
async function status({ method = "GET", path = "/", headers = {}, body = "" }: Asked): Promise<number | undefined> {
  const asked = request(serving.origin, { method, path, headers: { Connection: "close", ...headers } });
  asked.end(body);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  response.resume();
  expect(response.headers["access-control-allow-origin"]).toBeUndefined();
  expect(response.headers["content-security-policy"]).toContain("default-src 'none'");
  return response.statusCode;
}

const bearer = (token = serving.token) => ({ Authorization: `Bearer ${token}` });
const page = () => `/?token=${serving.token}`;

describe("without the right token", () => {
  it.each(["/", "/?token=", "/?token=x", `/?token=${"A".repeat(43)}`, "/events", "/events?token=x"])(
    "GET %s is refused",
    async (path) => {
      expect(await status({ path })).toBe(401);
    },
  );

  it.each([{}, bearer.bind(null, "x"), bearer.bind(null, "A".repeat(43))])(
    "no ledger and no decision, case %#",
    async (make) => {
      const headers = typeof make === "function" ? make() : {};
      expect(await status({ path: "/ledger", headers })).toBe(401);
      expect(await status({ method: "POST", path: "/decisions", headers: { ...headers, ...TYPE }, body: LINE })).toBe(
        401,
      );
    },
  );

  it("a token in the address is none for what is written or read by script", async () => {
    expect(await status({ path: `/ledger?token=${serving.token}` })).toBe(401);
    const path = `/decisions?token=${serving.token}`;
    expect(await status({ method: "POST", path, headers: TYPE, body: LINE })).toBe(401);
  });
});

describe("another site", () => {
  const host = () => new URL(serving.origin).host;

  it("whose name was rebound to this machine is refused, the right token or not", async () => {
    const port = new URL(serving.origin).port;
    for (const name of [`evil.example:${port}`, "127.0.0.1", `127.0.0.1:${Number(port) - 1}`, `localhost:${port}`]) {
      expect(await status({ path: page(), headers: { Host: name } })).toBe(421);
    }
    expect(await status({ path: page(), headers: { Host: host() } })).toBe(200);
  });

  it.each(["http://evil.example", "null", "https://127.0.0.1"])("with the origin %s is refused", async (Origin) => {
    expect(await status({ path: page(), headers: { Origin } })).toBe(403);
    const headers = { ...bearer(), ...TYPE, Origin };
    expect(await status({ method: "POST", path: "/decisions", headers, body: LINE })).toBe(403);
  });

  it("is refused by what the browser says of it", async () => {
    for (const [site, expected] of [
      ["cross-site", 403],
      ["same-site", 403],
      ["none", 200],
      ["same-origin", 200],
    ] as const) {
      expect(await status({ path: page(), headers: { "Sec-Fetch-Site": site } })).toBe(expected);
    }
  });

  it("gets no leave to ask: a preflight is not answered", async () => {
    const headers = { Origin: serving.origin, "Access-Control-Request-Method": "POST" };
    expect(await status({ method: "OPTIONS", path: "/decisions", headers })).toBe(405);
  });
});

describe("what is no decision", () => {
  const posted = (body: string, headers: Record<string, string> = TYPE) =>
    status({ method: "POST", path: "/decisions", headers: { ...bearer(), ...headers }, body });

  it.each([
    ["no JSON", "metal\n"],
    ["a decision of no known kind", LINE.replace("accept", "maybe")],
    ["no fingerprint", LINE.replace("b02d093d0a2269db", "")],
    ["a good line before a bad one", `${LINE}{}\n`],
    ["a line that breaks off", `${LINE}${LINE.slice(0, 40)}`],
    ["a list", `[${LINE.trim()}]\n`],
  ])("%s is refused as a whole", async (_, body) => {
    expect(await posted(body)).toBe(400);
  });

  it("another type, or a body too large, is refused", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", ""]) {
      expect(await posted(LINE, type === "" ? {} : { "Content-Type": type })).toBe(415);
    }
    expect(await posted(LINE.repeat(100_000))).toBe(413);
    expect(await posted(LINE.repeat(100_000), { ...TYPE, "Transfer-Encoding": "chunked" })).toBe(413);
  });

  it("other paths and methods are nothing", async () => {
    expect(await status({ path: "/etc/passwd" })).toBe(404);
    expect(await status({ path: "/../report.jsonl" })).toBe(404);
    expect(await status({ path: "//evil.example/ledger" })).toBe(401);
    expect(await status({ method: "DELETE", path: "/ledger" })).toBe(405);
    expect(await status({ method: "POST", path: "/" })).toBe(405);
  });
});
