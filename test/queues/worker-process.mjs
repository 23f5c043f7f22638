// A worker as a process of its own whose threads run another script. Arguments: queue, script, version.
import { tmpdir } from "node:os";
import { connect, QueueWorker, queueAddress } from "../../dist/queues/index.js";

const [url, script, unspin] = process.argv.slice(2);
await QueueWorker.start({
  connection: await connect(queueAddress(url)),
  name: `process-${process.pid}`,
  temporary: tmpdir(),
  takeover: 1000,
  patience: 30_000,
  grace: 100,
  jobs: 1,
  unspin,
  script: new URL(script),
  events: {
    resident: () => 0,
    now: () => Date.now(),
    done() {},
    refused() {},
    failed() {},
    recycled() {},
  },
});
