import { afterAll, beforeAll, describe } from "vitest";
import { describeExecutor } from "../runs/executor-contract.js";
import { hasRedis, type RedisServer, startRedis } from "../servers/redis.js";
import { expectCut, openBoth, SMALL } from "./opened.js";

describe.skipIf(!hasRedis())("shards as jobs on Redis (needs redis-server installed)", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.discard());

  describeExecutor("workers of a queue on Redis", {
    open: (working) => openBoth(working, { url: server.url, shardBytes: SMALL }),
    cuts: expectCut,
  });
});
