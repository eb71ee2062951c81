// Prints one request that OpenTelemetry's SDK makes of some measurements, in base64: node produce.mjs metrics|logs json|protobuf
import { AggregationTemporality, AggregationType, MeterProvider, MetricReader } from "@opentelemetry/sdk-metrics";
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { JsonLogsSerializer, JsonMetricsSerializer, ProtobufLogsSerializer, ProtobufMetricsSerializer } from "@opentelemetry/otlp-transformer";

const [signal, encoding] = process.argv.slice(2);
const isJson = encoding === "json";
const print = bytes => process.stdout.write(Buffer.from(bytes).toString("base64"));
const resource = resourceFromAttributes({ "service.name": "made by the SDK", "process.pid": 7 });

if (signal === "metrics") {
  class Reader extends MetricReader {
    selectAggregationTemporality() { return AggregationTemporality.DELTA; }
    async onShutdown() {}
    async onForceFlush() {}
  }

  const reader = new Reader();
  const views = [{ instrumentName: "exponential", aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }];
  const meter = new MeterProvider({ resource, readers: [reader], views }).getMeter("scope", "1.2.3");
  meter.createCounter("counter", { unit: "USD", description: "counts" }).add(0.25, { model: "a", list: ["x", "y"], flag: true, ratio: 0.5 });
  meter.createUpDownCounter("up_down", { valueType: 0 }).add(-3);
  meter.createGauge("gauge").record(1e-7);
  const histogram = meter.createHistogram("histogram", { advice: { explicitBucketBoundaries: [1, 2.5, 10] } });
  for (const value of [0.5, 2, 2, 11]) histogram.record(value, { é: "ü" });
  const exponential = meter.createHistogram("exponential");
  for (const value of [0, 1, 3, 3]) exponential.record(value);
  const { resourceMetrics } = await reader.collect();
  print((isJson ? JsonMetricsSerializer : ProtobufMetricsSerializer).serializeRequest(resourceMetrics));
} else {
  const exporter = new InMemoryLogRecordExporter();
  const logger = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor(exporter)] }).getLogger("scope", "1.2.3");
  logger.emit({ body: "claude_code.api_request", timestamp: [1_700_000_000, 123_000_000], severityNumber: 9, attributes: { cost_usd: 0.5, tokens: 12, nested: { deep: [1, { er: "x" }] } } });
  logger.emit({ eventName: "named", body: { a: 1 } });
  // The log records are exported in a later turn.
  await new Promise(resolve => setImmediate(resolve));
  print((isJson ? JsonLogsSerializer : ProtobufLogsSerializer).serializeRequest(exporter.getFinishedLogRecords()));
}
