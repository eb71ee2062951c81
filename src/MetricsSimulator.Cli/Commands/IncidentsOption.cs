using System.Collections.Immutable;
using System.CommandLine;
using MetricsSimulator.Cli.Scoring.Incidents;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Records;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The option <c>--incidents</c>, and the time to judge when it is given.</summary>
internal sealed class IncidentsOption
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(366);

    private readonly Option<string?> _option;

    /// <summary>Creates the option.</summary>
    /// <param name="description">Its description.</param>
    public IncidentsOption(string description) => _option = new Option<string?>("--incidents") { Description = description, HelpName = "FILE", CustomParser = RunOptions.ReadPath };

    /// <summary>The option.</summary>
    public Option Option => _option;

    /// <summary>The file; null if none is given.</summary>
    public string? File(ParseResult parsed) => parsed.GetValue(_option);

    /// <summary>The incidents of the file; null after an error, which has been printed.</summary>
    public ImmutableArray<Incident>? Read(ParseResult parsed, ProgramContext context)
    {
        var read = IncidentFileReader.ReadFile(parsed.GetValue(_option)!);
        if (read.Errors.IsEmpty) return KnownIncidents.Of(read.Records);
        context.Error.Write(ErrorReport.Format(read.Errors, "nothing was scored"));
        return null;
    }

    /// <summary>The time to judge: by default, the whole days in UTC that the incidents cover, up to now. Null after an error, which has been printed.</summary>
    /// <param name="incidents">The incidents; at least one.</param>
    /// <param name="start">When it begins; null for the default.</param>
    /// <param name="duration">How long it is; null for the default.</param>
    /// <param name="grace">How long after an incident an alert may begin to fire for it.</param>
    /// <param name="context">The outside world.</param>
    public static JudgedTime? TimeOf(ImmutableArray<Incident> incidents, DateTimeOffset? start, TimeSpan? duration, TimeSpan grace, ProgramContext context)
    {
        var (first, last) = (incidents.Min(incident => incident.Start), incidents.Max(incident => incident.End) + grace);
        var begin = start ?? new DateTimeOffset(first.UtcDateTime.Date, TimeSpan.Zero);
        var end = duration is { } length ? begin + length : new DateTimeOffset(last.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        if (duration is null && context.Wall.GetUtcNow() is var now && now < end && last <= now) end = now;
        if (end <= begin)
        {
            context.Error.WriteLine($"--start: must lie before the end of the last incident, {InstantText.Format(last)}, got {InstantText.Format(begin)}.");
            return null;
        }

        if (end - begin <= s_longest) return new JudgedTime(begin, end, grace);
        context.Error.WriteLine($"--duration: must be at most {DurationText.Format(s_longest)}, got {DurationText.Format(end - begin)}{(duration is null ? ", which the incidents cover. Give --start and --duration" : "")}.");
        return null;
    }
}
