namespace MetricsSimulator.Configuration.Keys;

/// <summary>Which metrics, and which processes, a key applies to. Immutable and thread-safe.</summary>
/// <param name="Subjects">The subjects that the key applies to.</param>
/// <param name="Processes">The processes that the key applies to.</param>
internal sealed record Applicability(Subjects Subjects, Processes Processes = Processes.All)
{
    /// <summary>A key that applies everywhere.</summary>
    public static readonly Applicability Always = new(Subjects.All);

    private static readonly (Subjects Subject, string One, string Many)[] s_subjects =
    [
        (Subjects.Counter, "a counter", "counters"),
        (Subjects.Thinned, "a counter with 'of'", "counters with 'of'"),
        (Subjects.Gauge, "a gauge", "gauges"),
        (Subjects.Histogram, "a histogram", "histograms"),
        (Subjects.Arrivals, "arrivals", "arrivals"),
    ];

    private static readonly (Processes Process, string Name)[] s_processes =
    [
        (Processes.Brownian, "brownian"),
        (Processes.GeometricBrownian, "geometric_brownian"),
        (Processes.OrnsteinUhlenbeck, "ornstein_uhlenbeck"),
        (Processes.Constant, "constant"),
    ];

    /// <summary>The rule that the key breaks by being given, or null when it applies.</summary>
    public string? Violation(Subjects subject, Processes process)
    {
        if (!Subjects.HasFlag(subject)) return $"applies to {SubjectText}, and this is {s_subjects.First(s => s.Subject == subject).One}";
        return Processes.HasFlag(process)
            ? null
            : $"applies to the process {ProcessText}, and this is {s_processes.First(p => p.Process == process).Name}";
    }

    /// <summary>Where the key applies, for the reference.</summary>
    public override string ToString()
    {
        // A process is what every path has, so that its name says enough.
        var subjects = Subjects is Subjects.All || ProcessScope.Length > 0 ? "" : SubjectText;
        return subjects + ProcessScope;
    }

    /// <summary>Which processes the key applies to, for the reference; empty for all.</summary>
    public string ProcessScope => Processes == Processes.All ? "" : ProcessText;

    private string SubjectText => Join(s_subjects.Where(s => Subjects.HasFlag(s.Subject)).Select(s => s.Many), "and");

    private string ProcessText => Join(s_processes.Where(p => Processes.HasFlag(p.Process)).Select(p => p.Name), "or");

    private static string Join(IEnumerable<string> words, string last)
    {
        string[] all = [.. words];
        return all.Length == 1 ? all[0] : $"{string.Join(", ", all[..^1])} {last} {all[^1]}";
    }
}
