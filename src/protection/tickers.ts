import type { Range } from "../result.js";

/** Exchanges that are no words themselves: "SHE: I" and "SIX: A" are prose. */
const EXCHANGES = `NYSE(?: (?:American|Arca|MKT))?|NYSEAMERICAN|NYSEARCA|NASDAQ|Nasdaq|AMEX|LSE|LON|TSXV?|TSE|TYO|ASX|HKEX|HKG|
SSE|SZSE|BSE|BOM|NSE|OTC(?:MKTS|BB|QB|QX)?|FRA|ETR|FWB|EPA|AMS|BME|SWX|CSE|CVE|JSE|KRX|KOSDAQ|SGX|CBOE|BATS|Euronext|EURONEXT`;

const LISTED = new RegExp(
  String.raw`(?<![A-Za-z0-9])(?:${EXCHANGES.replace(/\s*\n\s*/g, "")})\s?:\s?[A-Z0-9](?:[A-Z0-9.-]{0,8}[A-Z0-9])?(?![A-Za-z0-9])`,
  "g",
);
const CASHTAG = /(?<![A-Za-z0-9$])\$[A-Z]{1,6}(?:\.[A-Z]{1,2})?(?![A-Za-z0-9])/g;

/** Stock tickers with their exchange ("NYSE: X") and cashtags ("$AAPL"). */
export function tickers(text: string): Range[] {
  const found: Range[] = [];
  for (const pattern of [LISTED, CASHTAG]) {
    for (const match of text.matchAll(pattern)) found.push({ start: match.index, end: match.index + match[0].length });
  }
  return found;
}
