// Encodes the requests on standard input, one in each line as JSON, as Protocol Buffers, each as a line in base64: node encode.mjs metrics|logs|trace
import { readFileSync } from "node:fs";
import root from "@opentelemetry/otlp-transformer/build/src/generated/root.js";

const [signal] = process.argv.slice(2);
const service = root.opentelemetry.proto.collector[signal].v1;
const type = { metrics: service.ExportMetricsServiceRequest, logs: service.ExportLogsServiceRequest, trace: service.ExportTraceServiceRequest }[signal];

// OTLP writes these in hexadecimal digits, and all other bytes in base64.
const identifiers = new Set(["traceId", "spanId", "parentSpanId"]);

for (const line of readFileSync(0, "utf8").split("\n").filter(line => line.length > 0)) {
  const request = type.fromObject(JSON.parse(line, (key, value) => identifiers.has(key) ? Buffer.from(value, "hex") : value));
  process.stdout.write(Buffer.from(type.encode(request).finish()).toString("base64") + "\n");
}
