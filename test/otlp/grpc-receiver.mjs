// A receiver of OTLP over gRPC. It prints its port, and then each call as one line of JSON. Its arguments are the answers to the calls, in their order: the number of a status,
// with ~SECONDS behind it if the receiver says when to try again. Later calls are taken.
import grpc from "@grpc/grpc-js";

const answers = process.argv.slice(2);
const bytes = (value) => value;
const server = new grpc.Server();
for (const [signal, service] of [["metrics", "MetricsService"], ["logs", "LogsService"]]) {
  const path = `/opentelemetry.proto.collector.${signal}.v1.${service}/Export`;
  const definition = { Export: { path, requestStream: false, responseStream: false, requestSerialize: bytes, requestDeserialize: bytes, responseSerialize: bytes, responseDeserialize: bytes } };
  server.addService(definition, {
    Export(call, callback) {
      console.log(JSON.stringify({ path, metadata: call.metadata.getMap(), body: call.request.toString("base64") }));
      const [code, seconds] = (answers.shift() ?? "0").split("~").map(Number);
      if (code === 0) return callback(null, Buffer.alloc(0));
      const metadata = new grpc.Metadata();
      if (seconds !== undefined) metadata.set("grpc-status-details-bin", retryInfo(seconds));
      callback({ code, details: "not n\u00f6w", metadata });
    },
  });
}

server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});

// A google.rpc.Status whose only detail is a google.rpc.RetryInfo.
function retryInfo(seconds) {
  const field = (number, content) => Buffer.concat([Buffer.from([(number << 3) | 2, content.length]), content]);
  const info = field(1, Buffer.from([0x08, seconds]));
  const any = Buffer.concat([field(1, Buffer.from("type.googleapis.com/google.rpc.RetryInfo")), field(2, info)]);
  return field(3, any);
}
