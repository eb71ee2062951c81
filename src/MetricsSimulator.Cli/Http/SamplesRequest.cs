using System.Globalization;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Http;

/// <summary>The curves of a metric over a span that a request asks for.</summary>
/// <param name="Curve">The metric, and what is read from it.</param>
/// <param name="FirstTick">The first tick of the span.</param>
/// <param name="Ticks">The number of its ticks, 1 or more.</param>
/// <param name="Step">The number of ticks from one value to the next, 1 or more.</param>
internal sealed record SamplesRequest(CurveRequest Curve, long FirstTick, long Ticks, long Step)
{
    /// <summary>The most values of a curve: as many as Prometheus gives.</summary>
    public const int MostValues = 11_000;

    // As many as a wide screen has pixels for.
    private const int DefaultValues = 400;

    private static readonly TimeSpan s_default = TimeSpan.FromMinutes(15);

    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="model">The model of the run.</param>
    /// <param name="tick">The current tick.</param>
    /// <param name="retention">How far back the samples go.</param>
    /// <param name="problem">The errors in them; null for none.</param>
    /// <param name="ahead">How far ahead of now the span may reach; by default not at all.</param>
    public static SamplesRequest? Read(IQueryCollection query, SimulationModel model, long tick, TimeSpan retention, out Problem? problem, TimeSpan ahead = default)
    {
        var reader = new QueryReader(query, "family", "match[]", "from", "to", "step", "as", "by", "window");
        var timeline = model.Timeline;
        var earliest = Math.Max(0, tick - timeline.TicksIn(retention));
        var latest = tick + timeline.TicksIn(ahead);
        var last = ReadTick(reader, "to", timeline, earliest, latest) ?? tick;
        var first = ReadTick(reader, "from", timeline, earliest, latest) ?? Math.Max(earliest, last - timeline.TicksIn(s_default));
        if (last < first) reader.Report("to", $"must not be before from, {InstantText.Format(timeline.InstantOf(first))}");
        var ticks = Math.Max(1, last - first + 1);
        var step = CurveRequest.ReadTicks(reader, "step", timeline) ?? CurveReader.StepOf(ticks, DefaultValues);
        if (ticks / step >= MostValues)
            reader.Report("step", string.Create(CultureInfo.InvariantCulture, $"gives more than {MostValues} values from {InstantText.Format(timeline.InstantOf(first))} to {InstantText.Format(timeline.InstantOf(last))}; give a longer one, or a shorter span"));
        var curve = CurveRequest.Read(reader, model, step);
        problem = reader.Problem;
        return problem is not null || curve is null ? null : new SamplesRequest(curve, first, ticks, step);
    }

    private static long? ReadTick(QueryReader reader, string name, Timeline timeline, long earliest, long latest)
    {
        if (reader.One(name) is not { } text) return null;
        if (!InstantText.TryParse(text, out var instant))
        {
            reader.Report(name, Rule.Broken($"must be {InstantText.Expected}", text));
            return null;
        }

        var tick = timeline.TickAt(instant);
        if (tick >= earliest && tick <= latest) return tick;
        reader.Report(name, Rule.Broken($"must be from {InstantText.Format(timeline.InstantOf(earliest))} to {InstantText.Format(timeline.InstantOf(latest))}, the samples that are there", text));
        return null;
    }
}
