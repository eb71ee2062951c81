using System.Text;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Formats.Otlp;

/// <summary>The programs of <c>test/otlp</c>, which use OpenTelemetry's own code for JavaScript.</summary>
internal static class OtlpNode
{
    /// <summary>Requests in JSON as Protocol Buffers.</summary>
    /// <param name="signal"><c>metrics</c>, <c>logs</c> or <c>trace</c>.</param>
    /// <param name="requests">The requests.</param>
    public static List<byte[]> Encode(string signal, IEnumerable<string> requests) =>
        [.. Run("encode.mjs", [signal], string.Concat(requests.Select(request => request + "\n"))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Convert.FromBase64String)];

    /// <summary>A request that the SDK makes.</summary>
    /// <param name="signal"><c>metrics</c> or <c>logs</c>.</param>
    /// <param name="encoding"><c>json</c> or <c>protobuf</c>.</param>
    public static byte[] Produce(string signal, string encoding) => Convert.FromBase64String(Run("produce.mjs", [signal, encoding], ""));

    private static string Run(string program, string[] arguments, string input)
    {
        if (!Directory.Exists(Repository.PathOf("test/otlp/node_modules"))) Assert.Fail("OpenTelemetry's packages are missing. Install them: npm ci --prefix test/otlp");
        var result = ExternalTool.Node.Run([Repository.PathOf("test/otlp/" + program), .. arguments], Encoding.UTF8.GetBytes(input));
        Assert.True(result.Status == 0, result.Errors);
        return result.Output;
    }
}
