using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Matrix;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Matrix;
using MetricsSimulator.Events;

namespace MetricsSimulator.Test.Matrix;

/// <summary>Each assertion of the matrix holds for the exporter, and fails for one that is broken.</summary>
[Trait("takes", "seconds")]
public sealed class MatrixRunTest
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 3, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("well", "works", Temporality.Delta)]
    [InlineData("well", "works", Temporality.Cumulative)]
    [InlineData("well", "loses a request", Temporality.Delta, "samples", "sums")]
    [InlineData("well", "loses a request", Temporality.Cumulative, "samples")]
    [InlineData("well", "repeats a request", Temporality.Delta, "order", "samples", "sums")]
    [InlineData("well", "repeats a request", Temporality.Cumulative, "order", "samples")]
    [InlineData("well", "swaps requests", Temporality.Cumulative, "order")]
    [InlineData("well", "has the other temporality", Temporality.Delta, "temporality")]
    [InlineData("well", "may fall", Temporality.Delta, "temporality")]
    [InlineData("well", "renames an attribute", Temporality.Delta, "attributes", "samples")]
    [InlineData("well", "changes the resource", Temporality.Delta, "attributes", "samples")]
    [InlineData("well", "doubles values", Temporality.Delta, "samples", "sums")]
    [InlineData("well", "sends half a request", Temporality.Delta, "form", "messages", "samples", "sums")]
    [InlineData("well", "is refused once", Temporality.Delta, "messages", "samples", "sums")]
    [InlineData("429", "loses a request", Temporality.Delta, "samples", "sums")]
    [InlineData("slow", "repeats a request", Temporality.Delta, "order", "samples")]
    [InlineData("slow", "sends nothing", Temporality.Cumulative, "messages", "sums")]
    [InlineData("refused", "sends nothing", Temporality.Delta, "messages", "samples")]
    [InlineData("unresolvable", "sends nothing", Temporality.Cumulative, "messages", "samples")]
    [InlineData("400", "sends nothing", Temporality.Delta, "messages", "samples")]
    [InlineData("unknown_certificate", "sends nothing", Temporality.Delta, "messages", "samples")]
    [InlineData("unknown_certificate", "trusts every certificate", Temporality.Delta, "trust")]
    public async Task An_exporter_that_is_broken_differs_in_these_assertions(string endpoint, string fault, Temporality temporality, params string[] differing)
    {
        var outcome = await RunAsync(endpoint, fault, temporality);
        var found = outcome.Differences.Select(difference => difference.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        // Other checks may see a consequence, but not if the exporter works.
        if (differing.Length == 0) Assert.Empty(outcome.Differences);
        else Assert.Superset(differing.ToHashSet(StringComparer.Ordinal), found);
    }

    [Fact]
    public async Task Two_runs_of_a_combination_differ_in_nothing_but_the_time_they_take()
    {
        var (first, second) = (await RunAsync("slow", "works", Temporality.Delta), await RunAsync("slow", "works", Temporality.Delta));
        Assert.Equal((first.Points, first.NotTaken), (second.Points, second.NotTaken));
        Assert.True(first.Points > 0 && first.NotTaken > 0);
    }

    private static Task<MatrixOutcome> RunAsync(string endpoint, string fault, Temporality temporality)
    {
        var context = new ProgramContext(TextWriter.Null, TextWriter.Null, TimeProvider.System, ErrorIsTerminal: false, CancellationToken.None);
        var run = RunSelection.Create(context, new RunRequest(null, "none", 42, s_start) { Workload = "team" }, _ => s_start, null)!;
        var matrix = new MatrixRun(run, TimeProvider.System, inner => new BrokenExporter(fault, inner));
        return matrix.RunAsync(new MatrixCase("otlp", OtlpProtocol.HttpJson, temporality, (EndpointState)MatrixSettings.All.Endpoints.IndexOf(endpoint), TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);
    }
}
