import { expect, it, test } from "vitest";
import { masked, queueAddress } from "./address.js";

test.each([
  ["redis://h:1", { kind: "redis", queue: "unspin", shown: "redis://h:1" }],
  ["rediss://me:pw@h/3?queue=news", { kind: "redis", queue: "news", url: "rediss://me:pw@h/3" }],
  ["postgres://me:p%40w@h/d?sslmode=require", { kind: "postgres", shown: "postgres://me:***@h/d?sslmode=require" }],
  ["postgresql://h/d", { kind: "postgres", url: "postgresql://h/d" }],
])("%s is the address of a queue", (given, address) => {
  expect(queueAddress(given)).toMatchObject(address);
});

test.each(["", "localhost:6379", "http://h", "redis:", "redis://h?queue=a:b", "redis://h?queue="])(
  "%o is none, and that is said",
  (given) => {
    expect(() => queueAddress(given)).toThrow(/no address of a queue|the queue's name/);
  },
);

it("shows no password, whatever it is made of", () => {
  for (const password of ["simple", "a:b", "p@ss", "sl/ash", "%2F%40", "?x=1", "#"]) {
    const address = `redis://user:${password}@host:6379/0`;
    expect(masked(address), address).toBe("redis://user:***@host:6379/0");
  }
  expect(masked("redis://:secret@host")).toBe("redis://:***@host");
  expect(masked("postgres://host/db?user=me&password=secret&x=1")).toBe("postgres://host/db?user=me&password=***&x=1");
  expect(masked("no address at all: secret@nowhere")).toBe("no address at all: secret@nowhere");
  expect(() => queueAddress("redsi://user:secret@host")).toThrow("redsi://user:***@host");
});
