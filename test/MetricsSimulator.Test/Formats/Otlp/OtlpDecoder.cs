using System.Buffers.Binary;
using System.Text.Json;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Formats.Otlp;

/// <summary>The decoder that OpenTelemetry generates from its .proto files. It refuses fields that it does not know.</summary>
internal static class OtlpDecoder
{
    /// <summary>Decodes requests; each becomes JSON.</summary>
    /// <param name="signal"><c>metrics</c> or <c>logs</c>.</param>
    /// <param name="encoding"><c>json</c> or <c>protobuf</c>.</param>
    /// <param name="requests">The requests.</param>
    public static List<JsonElement> Decode(string signal, string encoding, IEnumerable<byte[]> requests)
    {
        if (!Directory.Exists(Repository.PathOf("test/otlp/node_modules"))) Assert.Fail("The decoder is missing. Install it: npm ci --prefix test/otlp");
        using var input = new MemoryStream();
        foreach (var request in requests)
        {
            if (encoding == "protobuf")
            {
                var length = new byte[sizeof(int)];
                BinaryPrimitives.WriteInt32BigEndian(length, request.Length);
                input.Write(length);
            }

            input.Write(request);
            if (encoding == "json") input.WriteByte((byte)'\n');
        }

        var result = ExternalTool.Node.Run([Repository.PathOf("test/otlp/decode.mjs"), signal, encoding], input.ToArray());
        Assert.True(result.Status == 0, result.Errors);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
