using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.Charts;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Plots;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>plot</c>: draws metrics of a run as an SVG file. One thread at a time.</summary>
internal sealed class PlotCommand
{
    private const int MostSeeds = 100;

    // A century, so that no instant lies beyond the year 9999.
    private const double MostDays = 36_525;

    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    private readonly Option<string[]> _metrics = new("--metric", "-m")
    {
        Description = "The metric to draw, by its key or its Prometheus name, perhaps with label matchers: 'cost{model=~\".*-opus\"}'. May be given several times, for one chart below another.",
        HelpName = "NAME",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<TimeSpan?> _duration = RunOptions.Span("--duration", "How much simulated time to draw. The default is 24h.");
    private readonly Option<TimeSpan?> _after = RunOptions.Span("--after", "The time from the start of the run to the start of the picture. By default, the picture begins with the run.");
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The SVG file to write. By default, or with -, standard output.", HelpName = "FILE", CustomParser = RunOptions.ReadPath };
    private readonly Option<Measure?> _as = new("--as")
    {
        Description = "What to draw: rate or value of a counter, value of a gauge, quantiles (median and p95) or mean of a histogram, or series, the number of series. The default is rate, value or quantiles.",
        HelpName = "WHAT",
        CompletionSources = { _ => Measures.All.Select(one => one.Name) },
        CustomParser = ReadMeasure,
    };

    private readonly Option<string?> _by = new("--by") { Description = "The label whose values get a line each. By default, all series are summed.", HelpName = "LABEL" };
    private readonly Option<TimeSpan?> _window = RunOptions.Span("--window", "The span over which rates, means and quantiles are computed. The default follows from the duration and the width of the picture.");
    private readonly Option<int?> _seeds = new("--seeds")
    {
        Description = "Draw this many runs, with consecutive seeds from --seed on, and the theoretical mean with a band of two standard deviations.",
        HelpName = "N",
        CustomParser = result => int.TryParse(result.Tokens[^1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seeds) && seeds is >= 1 and <= MostSeeds
            ? seeds
            : Refuse<int?>(result, $"--seeds: must be a whole number from 1 to {MostSeeds}, got '{result.Tokens[^1].Value}'."),
    };

    private readonly Option<bool> _clean = new("--clean") { Description = "Also draw the same run without anomalies, as a dotted line." };
    private readonly Option<(int Width, int Height)> _size = new("--size")
    {
        Description = "The width and height of each chart, in pixels. The default is 720x300.",
        HelpName = "WxH",
        DefaultValueFactory = _ => (720, 300),
        CustomParser = ReadSize,
    };

    private readonly RunSelection _selection = new("When the run begins, rounded up to the next tick. By default, the picture ends now.", canShard: false);

    private PlotCommand()
    {
    }

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var self = new PlotCommand();
        var command = new ExplainedCommand("plot", "Draw metrics of a run as an SVG picture, for light and dark pages.")
        {
            Details =
            [
                "The samples are those that scrapes of the same run would have seen. Anomalies of a metric are shaded. A series that is absent leaves a gap.",
                "A rate is the increase over the window, with counter resets treated as in rate(). It has the time unit of the metric's configuration: per second, per minute or per day.",
            ],
            Examples =
            [
                new Example("A day of tokens, one line for each model:", "plot --metric token_usage --by model --duration 24h --output tokens.svg"),
                new Example("Sixteen runs of the same metric, with the theoretical mean and band:", "plot --metric token_usage --scenario none --seeds 16 --duration 1h --output fan.svg"),
                new Example(
                    "The anomalies of a scenario, shaded, and the same run without them:",
                    "plot --metric 'cost{model=~\".*-opus\"}' --metric token_usage --clean --scenario anomaly_detection --seed 1 --start 2026-01-01T00:00:00Z --duration 2h --output anomalies.svg"),
            ],
        };
        foreach (var option in (Option[])[self._metrics, self._duration, self._after, self._output, self._as, self._by, self._window, self._seeds, self._clean, self._size]) command.Add(option);
        self._selection.AddTo(command);
        command.SetAction(parsed => self.Plot(parsed, context));
        return command;
    }

    private int Plot(ParseResult parsed, ProgramContext context)
    {
        var (width, height) = parsed.GetValue(_size);
        var options = new PlotOptions(parsed.GetValue(_after) ?? TimeSpan.Zero, parsed.GetValue(_duration) ?? s_day, width, height)
        {
            Measure = parsed.GetValue(_as),
            By = parsed.GetValue(_by),
            Window = parsed.GetValue(_window),
            Seeds = parsed.GetValue(_seeds),
            HasTwin = parsed.GetValue(_clean),
        };
        if (options.After.TotalDays + options.Duration.TotalDays > MostDays)
        {
            context.Error.WriteLine("--duration: must end within 100 years of the start of the run.");
            return ExitStatus.BadInput;
        }

        if (_selection.Read(parsed, context, options.After + options.Duration) is not { } recorded) return ExitStatus.BadInput;
        var plots = PlotsOf(parsed, recorded, options, out var errors);
        if (errors.Length > 0)
        {
            foreach (var error in errors) context.Error.WriteLine(error);
            return ExitStatus.BadInput;
        }

        return HistoryOutput.Write(context, parsed.GetValue(_output), stream =>
        {
            var charts = plots.Select(plot => plot.Draw(context.Error.WriteLine, context.Stop)).ToImmutableArray<Chart>();
            stream.Write(Encoding.UTF8.GetBytes(new ChartStack(charts).ToSvg(width, height)));
        });
    }

    private ImmutableArray<MetricPlot> PlotsOf(ParseResult parsed, RecordedRun recorded, PlotOptions options, out string[] errors)
    {
        var plots = ImmutableArray.CreateBuilder<MetricPlot>();
        var found = new List<string>();
        foreach (var text in parsed.GetRequiredValue(_metrics))
        {
            if (CurveMetric.Find(recorded.Run.Model, text, out var violation) is { } metric) plots.Add(new MetricPlot(recorded, metric, options));
            else found.Add($"--metric: {violation}.");
        }

        found.AddRange(plots.SelectMany(plot => plot.Violations()));
        if (options.Seeds is not null)
        {
            // Nobody could tell one line for each seed from other kinds of lines.
            foreach (var (option, isGiven) in (ReadOnlySpan<(string, bool)>)[("--by", options.By is not null), ("--clean", options.HasTwin), ("--journal", !recorded.Changes.IsEmpty)])
                if (isGiven) found.Add($"--seeds: draws one line for each seed; leave out one of --seeds and {option}.");
        }

        errors = [.. found.Distinct(StringComparer.Ordinal)];
        return plots.ToImmutable();
    }

    private static Measure? ReadMeasure(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        string[] names = [.. Measures.All.Select(one => one.Name)];
        var index = Array.IndexOf(names, text);
        if (index >= 0) return Measures.All[index].Measure;
        var suggestion = Spelling.Suggestion(text, names);
        return Refuse<Measure?>(result, $"--as: must be one of {string.Join(", ", names)}, got '{text}'{(suggestion.Length > 0 ? suggestion : ".")}");
    }

    private static (int Width, int Height) ReadSize(ArgumentResult result)
    {
        var parts = result.Tokens[^1].Value.Split('x');
        if (parts.Length == 2 && TryRead(parts[0], 200, out var width) && TryRead(parts[1], 100, out var height)) return (width, height);
        return Refuse<(int, int)>(result, $"--size: must be width x height in pixels like 720x300, from 200x100 to 4000x4000, got '{result.Tokens[^1].Value}'.");
    }

    private static bool TryRead(string text, int least, out int pixels) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out pixels) && pixels >= least && pixels <= 4000;

    private static T? Refuse<T>(ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}
