// Decodes the requests on standard input, strictly, and prints each as a line of JSON: node decode.mjs metrics|logs json|protobuf
// JSON: one request in each line. Protocol Buffers: four bytes with the length, in big-endian order, before each request.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import root from "@opentelemetry/otlp-transformer/build/src/generated/root.js";

const [signal, encoding] = process.argv.slice(2);
const service = root.opentelemetry.proto.collector[signal].v1;
const type = signal === "metrics" ? service.ExportMetricsServiceRequest : service.ExportLogsServiceRequest;
const form = { longs: String, enums: Number, json: true };

// An empty list is the same as none.
const bare = value => Array.isArray(value) ? value.map(bare)
  : value !== null && typeof value === "object"
    ? Object.fromEntries(Object.entries(value).filter(([, each]) => !(Array.isArray(each) && each.length === 0)).map(([key, each]) => [key, bare(each)]))
    : value;

const input = readFileSync(0);
const lines = [];
if (encoding === "json") {
  for (const line of input.toString("utf8").split("\n").filter(line => line.length > 0)) {
    const given = JSON.parse(line);
    const decoded = type.toObject(type.fromObject(given), form);
    // A field that the decoder does not know, or a number where it wants a text, would be missing or different.
    if (!isDeepStrictEqual(bare(given), bare(decoded))) throw new Error(`unknown fields, or values of another type, in ${line}`);
    lines.push(decoded);
  }
} else {
  for (let at = 0; at < input.length;) {
    const length = input.readUInt32BE(at);
    const bytes = input.subarray(at + 4, at + 4 + length);
    const decoded = type.decode(bytes);
    // Unknown fields are lost when it is encoded again.
    if (!Buffer.from(type.encode(decoded).finish()).equals(bytes)) throw new Error(`unknown fields, or another order of fields, in the request at byte ${at}`);
    lines.push(type.toObject(decoded, form));
    at += 4 + length;
  }
}

process.stdout.write(lines.map(line => JSON.stringify(bare(line)) + "\n").join(""));
