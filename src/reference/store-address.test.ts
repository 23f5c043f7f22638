import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UnspinError } from "../errors.js";
import { isServerAddress, parseAddress, shownAddress } from "./store-address.js";

describe("addresses of stores", () => {
  test("are told from paths", () => {
    for (const address of ["postgres://h/d", "postgresql://u:p@h:1/d?schema=x", "POSTGRES://h/d"]) {
      expect(isServerAddress(address), address).toBe(true);
    }
    for (const path of ["refs.sqlite", "postgres", "postgres:/x", "./postgres://x", "redis://h", ""]) {
      expect(isServerAddress(path), path).toBe(false);
      expect(shownAddress(path)).toBe(path);
    }
  });

  test("name a schema of their own, which the driver does not see", () => {
    expect(parseAddress("postgres://u:p@h/d")).toMatchObject({ connection: "postgres://u:p@h/d", schema: "unspin" });
    const { connection, schema, quoted, shown } = parseAddress("postgres://u:p@h:1/d?sslmode=require&schema=news_2");
    expect([connection, schema, quoted]).toEqual(["postgres://u:p@h:1/d?sslmode=require", "news_2", '"news_2"']);
    expect(shown).toBe("postgres://u:***@h:1/d?sslmode=require&schema=news_2");
    for (const name of ["", 'a"b', "a;b", "News", "2x", "a".repeat(64)]) {
      expect(() => parseAddress(`postgres://h/d?schema=${encodeURIComponent(name)}`)).toThrow(
        /is no name for a schema/,
      );
    }
  });

  test("never show a password, however it is written", () => {
    const password = fc
      .string({ unit: "grapheme-ascii", minLength: 4, maxLength: 12 })
      .map((text) => `sEcReT${text}`)
      .filter((text) => !/[\s]/.test(text));
    fc.assert(
      fc.property(password, fc.constantFrom("@host/db", "@host:5432/db?schema=x", "@/db", "@host"), (secret, rest) => {
        for (const written of [secret, encodeURIComponent(secret)]) {
          for (const address of [
            `postgres://user:${written}${rest}`,
            `postgres://h/d?password=${encodeURIComponent(written)}`,
          ]) {
            expect(shownAddress(address)).not.toContain("sEcReT");
            expect(failureOf(address)).not.toContain("sEcReT");
          }
        }
      }),
    );
  });

  test("that are none say how to write one", () => {
    for (const address of ["postgres://u:p@h:port/d", "postgres://u:a/b@h/d", "postgres://u:a#b@h/d"]) {
      expect(failureOf(address), address).toMatch(/is no address of a PostgreSQL database. Write postgres:\/\/USER/);
    }
  });
});

function failureOf(address: string): string {
  try {
    parseAddress(address);
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(UnspinError);
    return (error as Error).message;
  }
}
