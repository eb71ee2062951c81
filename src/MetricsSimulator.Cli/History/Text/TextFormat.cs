using System.Collections.Immutable;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>A text format of a history.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="HeaderLines">The number of lines at the beginning that are neither samples nor comments.</param>
/// <param name="Create">Creates the writer of a span into a stream. The number is the most threads that compute it.</param>
internal sealed record TextFormat(string Name, int HeaderLines, Func<RunSpan, Stream, int, HistoryWriter> Create)
{
    /// <summary>OpenMetrics, series by series, with a timestamp on every sample.</summary>
    public static readonly TextFormat OpenMetrics = new(
        "openmetrics", 0, (span, stream, parallelism) => span.ChangesSeries || span.HasSources ? new ChangingOpenMetricsHistory(span, stream, parallelism) : new OpenMetricsHistory(span, stream, parallelism));

    /// <summary>CSV, tick by tick.</summary>
    public static readonly TextFormat Csv = new("csv", 1, (span, stream, _) => new CsvHistory(span, stream));

    /// <summary>The events of a workload, as JSON lines.</summary>
    public static readonly TextFormat Events = new("events", 0, (span, stream, _) => new EventsHistory(span, stream));

    /// <summary>All formats of samples. The first is the default.</summary>
    public static readonly ImmutableArray<TextFormat> All = [OpenMetrics, Csv];
}
