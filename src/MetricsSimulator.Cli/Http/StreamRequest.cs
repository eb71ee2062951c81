using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Model;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MetricsSimulator.Cli.Http;

/// <summary>The stream that a request asks for.</summary>
/// <param name="Curves">The metrics, in the order of the request; empty for the ticks alone.</param>
/// <param name="After">The tick before the first that is sent, −1 to begin with the run; null to begin with the tick that is current when the stream begins.</param>
/// <param name="HasChanges">Whether the messages tell how many changes the run had.</param>
internal sealed record StreamRequest(ImmutableArray<CurveRequest> Curves, long? After, bool HasChanges)
{
    /// <summary>The most metrics of a stream.</summary>
    public const int MostCurves = 64;

    /// <summary>The longest window of a stream, in ticks. The values at its beginnings are kept for each of its ticks.</summary>
    public const int LongestWindow = 3600;

    private const string LastId = "Last-Event-ID";

    /// <summary>A text that two requests share if they get the same messages.</summary>
    public string Key { get; } = string.Join('\n', Curves.Select(curve => curve.Key).Prepend(HasChanges ? "changes" : ""));

    /// <summary>Reads a request. Each <c>family</c> begins a metric, to which the parameters after it belong.</summary>
    /// <param name="request">The request.</param>
    /// <param name="model">The model of the run.</param>
    /// <param name="tick">The current tick.</param>
    /// <param name="retention">How far back the ticks go.</param>
    /// <param name="hasChanges">Whether the client may know how many changes the run had.</param>
    /// <param name="problem">The errors in it; null for none.</param>
    public static StreamRequest? Read(HttpRequest request, SimulationModel model, long tick, TimeSpan retention, bool hasChanges, out Problem? problem)
    {
        var (common, metrics) = Split(request.QueryString);
        var reader = new QueryReader(new QueryCollection(common), "family", "match[]", "as", "by", "window", "after");
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        foreach (var name in (string[])["match[]", "as", "by", "window"])
            if (reader.Has(name)) reader.Report(name, "must come after the family to which it belongs");
        var earliest = Math.Max(0, tick - model.Timeline.TicksIn(retention)) - 1;
        var after = ReadAfter(reader, request.Headers[LastId], earliest, tick);
        if (metrics.Count > MostCurves) reader.Report("family", Rule.Broken($"must be given at most {MostCurves} times", metrics.Count));
        errors.AddRange(reader.Errors);
        var curves = ImmutableArray.CreateBuilder<CurveRequest>();
        foreach (var metric in metrics.Take(MostCurves))
        {
            var own = new QueryReader(new QueryCollection(metric), "family", "match[]", "as", "by", "window", "after");
            if (CurveRequest.Read(own, model, step: 1) is { } curve) curves.Add(curve);
            if (curves.Count > 0 && curves[^1].Query.Window > LongestWindow * model.Timeline.UpdateInterval)
                own.Report("window", string.Create(CultureInfo.InvariantCulture, $"must be at most {LongestWindow} ticks in a stream"));
            errors.AddRange(own.Errors.Select(error => metrics.Count == 1 ? error : error with { Message = $"{error.Message} (of family={metric["family"]})" }));
        }

        problem = errors.Count == 0 ? null : Problem.OfFields(errors.ToImmutable());
        return problem is null ? new StreamRequest(curves.ToImmutable(), after, hasChanges) : null;
    }

    // What a browser sends when it connects again wins over the address, which stays the same.
    private static long? ReadAfter(QueryReader reader, StringValues header, long earliest, long tick)
    {
        var name = header.Count > 0 ? LastId : "after";
        if ((header.Count > 0 ? header[0] : reader.One(name)) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var after) && after >= earliest && after <= tick) return after;
        reader.Report(name, Rule.Broken(string.Create(CultureInfo.InvariantCulture, $"must be a tick from {earliest} to {tick}, so that all after it are there; leave it out to begin with the current one"), text));
        return null;
    }

    private static (Dictionary<string, StringValues> Common, List<Dictionary<string, StringValues>> Metrics) Split(QueryString query)
    {
        var common = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        var metrics = new List<Dictionary<string, StringValues>>();
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            var name = pair.DecodeName().ToString();
            if (name == "family") metrics.Add(new Dictionary<string, StringValues>(StringComparer.Ordinal));
            var target = name == "after" || metrics.Count == 0 ? common : metrics[^1];
            target[name] = StringValues.Concat(target.GetValueOrDefault(name), pair.DecodeValue().ToString());
        }

        return (common, metrics);
    }
}
