using System.Xml.Linq;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Matrix;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Events;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary><c>test-matrix</c>.</summary>
public sealed class TestMatrixCommandTest
{
    [Fact]
    [Trait("takes", "seconds")]
    public async Task Every_combination_is_as_it_should_be()
    {
        var ran = await Ran.Async("test-matrix", "--format", "junit");
        var suite = XDocument.Parse(ran.Output).Root!;
        Assert.Empty(suite.Descendants("failure").Select(failure => $"{failure.Parent!.Attribute("name")!.Value}: {failure.Value}"));
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        Assert.Equal(("99", "0"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        Assert.Equal(99, suite.Elements("testcase").Select(one => one.Attribute("name")!.Value).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(suite.Elements("testcase"), one => one.Attribute("name")!.Value == "otlp grpc cumulative unknown_certificate 1m");
    }

    [Fact]
    public async Task A_file_chooses_the_combinations()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("matrix.yaml", "exporters: [none, otlp]\nprotocols: [http/json]\ntemporalities: [delta]\nendpoints: [400]\nintervals: [30s, 1m]\n");
        var ran = await Ran.Async("test-matrix", "--matrix", file);
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        Assert.Equal(
            ["none", "otlp http/json delta 400 30s", "otlp http/json delta 400 1m"],
            ran.Output.Split('\n').Skip(1).TakeWhile(line => line.Length > 0).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..^6])));
        Assert.Matches("\n3 combinations in [0-9]+ s, all as they should be\\.\n$", ran.Output);
    }

    [Fact]
    public void One_combination_that_differs_ends_with_status_1_and_CI_sees_each_difference()
    {
        var right = new MatrixOutcome(new MatrixCase("otlp", OtlpProtocol.Grpc, Temporality.Delta, EndpointState.TooMany, TimeSpan.FromSeconds(10)), 7, 1, [], TimeSpan.FromSeconds(1.5));
        var wrong = right with { Case = right.Case with { Endpoint = EndpointState.Well }, Differences = ["order: <late>", "sums: 1, must be 2"] };
        using var table = new StringWriter();
        Assert.Equal(1, TestMatrixCommand.Report([right, wrong], isJunit: false, TimeSpan.FromSeconds(2), ContextFor(table)));
        Assert.Equal(
            """
            EXPORTER  PROTOCOL  TEMPORALITY  ENDPOINT  INTERVAL  ARRIVED  NOT TAKEN  RESULT
            otlp      grpc      delta        429       10s       7        1          as it should be
            otlp      grpc      delta        well      10s       7        1          differs

            otlp grpc delta well 10s: order: <late>

            otlp grpc delta well 10s: sums: 1, must be 2

            2 combinations in 2 s, 1 differs.

            """,
            table.ToString());
        using var xml = new StringWriter();
        Assert.Equal(1, TestMatrixCommand.Report([right, wrong], isJunit: true, TimeSpan.FromSeconds(2), ContextFor(xml)));
        var suite = XDocument.Parse(xml.ToString()).Root!;
        Assert.Equal(("2", "1", "3.000"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("time")!.Value));
        var failure = Assert.Single(suite.Descendants("failure"));
        Assert.Equal("otlp grpc delta well 10s", failure.Parent!.Attribute("name")!.Value);
        Assert.Equal(("order: <late>", "order: <late>\nsums: 1, must be 2"), (failure.Attribute("message")!.Value, failure.Value));
    }

    [Fact]
    public async Task All_errors_of_a_file_are_reported_at_once()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("matrix.yaml", "exporter: [otlp]\nprotocols: [http/jsn]\ntemporalities: delta\nendpoints: [well, well]\nintervals: [5m, soon]\nother: 1\nexporters: []\n");
        Assert.Equal(
            new Ran(2, "", $"""
                {file}:1:1: exporter: unknown key. Did you mean 'exporters'?
                {file}:2:13: protocols[0]: must be http/protobuf, http/json or grpc, got 'http/jsn'. Did you mean 'http/json'?
                {file}:3:16: temporalities: must be a list, got 'delta'.
                {file}:4:19: endpoints[1]: 'well' is there twice.
                {file}:5:13: intervals[0]: must be from 1s to 2m, got 5m.
                {file}:5:17: intervals[1]: must be a number of seconds or a duration like 10s, 500ms or 1h30m, got 'soon'.
                {file}:6:1: other: unknown key.
                  The keys here are exporters, protocols, temporalities, endpoints, intervals.
                {file}:7:12: exporters: must have at least one item.
                  Leave the key out to try all.
                8 errors; nothing was tested.

                """),
            await Ran.Async("test-matrix", "--matrix", file));
    }

    [Fact]
    public async Task A_missing_file_is_an_error() =>
        Assert.Equal(new Ran(2, "", "no.yaml: there is no such file.\n1 error; nothing was tested.\n"), await Ran.Async("test-matrix", "--matrix", "no.yaml"));

    private static ProgramContext ContextFor(TextWriter output) => new(output, TextWriter.Null, TimeProvider.System, ErrorIsTerminal: false, CancellationToken.None);
}
