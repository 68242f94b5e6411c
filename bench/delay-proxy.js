// @ts-check
// A helper process: a loopback proxy in front of a server, `latency` milliseconds of round trip away.
// It delays by time only: any number of chunks may be under way, so throughput is not limited.
import { connect, createServer } from "node:net";

const [host, port, latency] = process.argv.slice(2);
const oneWay = Number(latency) / 2;

const proxy = createServer({ noDelay: true, pauseOnConnect: true }, (client) => {
  client.on("error", () => {});
  // Opening a connection costs a round trip too.
  setTimeout(() => join(client), 2 * oneWay);
});
proxy.listen(0, "127.0.0.1", () => {
  const address = /** @type {import("node:net").AddressInfo} */ (proxy.address());
  process.send?.({ port: address.port });
});
process.on("disconnect", () => process.exit(0));

/**
 * Connects a client with the server, in both directions.
 * @param {import("node:net").Socket} client
 */
function join(client) {
  const server = connect({ host, port: Number(port), noDelay: true });
  delay(client, server);
  delay(server, client);
}

/**
 * Passes on what `from` sends, its end and its close, each half a round trip later and in order.
 * @param {import("node:net").Socket} from
 * @param {import("node:net").Socket} to
 */
function delay(from, to) {
  from.on("data", (chunk) => setTimeout(() => to.write(chunk), oneWay));
  from.on("end", () => setTimeout(() => to.end(), oneWay));
  from.on("close", () => setTimeout(() => to.destroySoon(), oneWay));
  from.on("error", () => {});
  from.resume();
}
