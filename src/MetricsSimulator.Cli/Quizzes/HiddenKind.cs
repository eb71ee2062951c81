using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Quizzes;

/// <summary>A kind of anomaly that a quiz may hide. Immutable.</summary>
/// <param name="Name">The name of the kind.</param>
/// <param name="Sign">What one sees in a chart, as a clause.</param>
internal sealed record HiddenKind(string Name, string Sign)
{
    private static readonly HiddenKind s_levelShift = new("level_shift", "the rate is higher by the same factor until the end") { Alike = "spike", Magnitude = 2.5, SmallMagnitude = 1.7 };
    private static readonly HiddenKind s_spike = new("spike", "the rate leaps up and falls back evenly to the end") { Alike = s_levelShift.Name, Magnitude = 4, SmallMagnitude = 2.5 };
    private static readonly HiddenKind s_flatline = new("flatline", "the counter stays where it is, so that its rate is 0 while its samples go on") { Alike = "dropout" };
    private static readonly HiddenKind s_dropout = new("dropout", "the series has no samples at all for a time") { Alike = s_flatline.Name };
    private static readonly HiddenKind s_errorBurst = new("error_burst", "more calls fail, while their number stays the same") { Magnitude = 3, SmallMagnitude = 2 };
    private static readonly HiddenKind s_latencyShift = new("latency_shift", "sessions last longer, while their number stays the same") { Magnitude = 2, SmallMagnitude = 1.4 };

    /// <summary>The kinds that suit a counter.</summary>
    public static ImmutableArray<HiddenKind> OfCounters { get; } = [s_levelShift, s_spike, s_flatline, s_dropout];

    /// <summary>The kind that suits errors.</summary>
    public static ImmutableArray<HiddenKind> OfErrors { get; } = [s_errorBurst];

    /// <summary>The kind that suits durations.</summary>
    public static ImmutableArray<HiddenKind> OfDurations { get; } = [s_latencyShift];

    /// <summary>The kind that looks nearly the same to the eye, or null if none does.</summary>
    public string? Alike { get; private init; }

    /// <summary>The magnitude in an easy quiz, or null for a kind that has none.</summary>
    /// <remarks>MysteryTest holds each to be a multiple of the noise of its metric.</remarks>
    public double? Magnitude { get; private init; }

    /// <summary>The magnitude in a hard quiz.</summary>
    public double? SmallMagnitude { get; private init; }

    /// <summary>Finds a kind.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidOperationException">No quiz hides this kind.</exception>
    public static HiddenKind Of(string name) => OfCounters.Concat(OfErrors).Concat(OfDurations).First(kind => kind.Name == name);
}
