import type { Origin } from "../../result.js";
import { Address, percent, shownProbability, Words } from "../parts/words.js";

/** The article that the document was probably made from: facts that differ, passages side by side. */
export function OriginView({ origin, input }: { origin: Origin; input: string }) {
  const { title, article, url, date, probability, share, used, passages, differs } = origin;
  return (
    <section class="origin" aria-labelledby="origin">
      <h2 id="origin">Probably made from</h2>
      <p class="origin-title">
        <Words>{title || article}</Words>
      </p>
      <p class="quiet">
        {date !== "" && (
          <>
            <Words>{date}</Words> ·{" "}
          </>
        )}
        {url !== "" && (
          <>
            <Address url={url} /> ·{" "}
          </>
        )}
        probability {shownProbability(probability)} · {percent(share)} of this text comes from it, {percent(used)} of it
        is used
      </p>
      {differs.length > 0 && (
        <table class="plain">
          <caption>Facts that differ from it</caption>
          <thead>
            <tr>
              <th scope="col">Here</th>
              <th scope="col">There</th>
            </tr>
          </thead>
          <tbody>
            {differs.map(({ start, was, source }) => (
              <tr key={start}>
                <td>
                  <Words>{was || "nothing"}</Words>
                </td>
                <td>
                  <Words>{source || "nothing"}</Words>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {passages.length > 0 && (
        <details>
          <summary>{passages.length} passages side by side</summary>
          <div class="passages">
            {passages.map(({ start, end, source }) => (
              <div class="side-pair" key={start}>
                <p dir="auto">
                  <Words>{input.slice(start, end)}</Words>
                </p>
                <p dir="auto">
                  <Words>{source}</Words>
                </p>
              </div>
            ))}
          </div>
        </details>
      )}
    </section>
  );
}
