namespace MetricsSimulator.Anomalies;

/// <summary>The magnitude of a kind of anomaly: its meaning, and its allowed values.</summary>
public sealed record AnomalyMagnitude
{
    /// <summary>The greatest factor, chosen so that every rate, value and sum stays finite.</summary>
    public const double MaximumFactor = 1e9;

    /// <summary>Its meaning, with the unit: <c>a factor</c>.</summary>
    public required string Meaning { get; init; }

    /// <summary>The magnitude when none is given.</summary>
    public required double Default { get; init; }

    /// <summary>The least magnitude.</summary>
    public double Least { get; init; }

    /// <summary>The greatest magnitude.</summary>
    public double Most { get; init; } = MaximumFactor;

    /// <summary>Whether it must be above <see cref="Least"/>.</summary>
    public bool IsAboveLeast { get; init; }

    /// <summary>Whether it must be below <see cref="Most"/>.</summary>
    public bool IsBelowMost { get; init; }

    /// <summary>Whether it is a whole number.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The magnitude with which the anomaly would change nothing; null if every magnitude changes something.</summary>
    public double? Neutral { get; init; }

    /// <summary>A factor by which values are multiplied; 1 would change nothing.</summary>
    public static AnomalyMagnitude Factor(double byDefault) => new() { Meaning = "a factor", Default = byDefault, Neutral = 1 };

    /// <summary>The allowed magnitudes: <c>from 0 to 1000000000 and not 1</c>.</summary>
    public string Range
    {
        get
        {
            var whole = IsWhole ? "a whole number " : "";
            var range = (IsAboveLeast, IsBelowMost) switch
            {
                (false, false) => FormattableString.Invariant($"from {Spelled(Least)} to {Spelled(Most)}"),
                (true, false) => FormattableString.Invariant($"above {Spelled(Least)} and at most {Spelled(Most)}"),
                (false, true) => FormattableString.Invariant($"from {Spelled(Least)} to below {Spelled(Most)}"),
                _ => FormattableString.Invariant($"above {Spelled(Least)} and below {Spelled(Most)}"),
            };
            return whole + range + (Neutral is { } neutral && neutral > Least ? FormattableString.Invariant($" and not {neutral}") : "");
        }
    }

    /// <summary>The rule that a magnitude breaks; null if it breaks none.</summary>
    public string? Violation(double magnitude)
    {
        var isInside = magnitude >= Least && magnitude <= Most && !(IsAboveLeast && magnitude == Least) && !(IsBelowMost && magnitude == Most);
        if (!isInside || (IsWhole && magnitude % 1 != 0)) return Rule.Broken($"must be {Range}", magnitude);
        return magnitude == Neutral ? Rule.Broken($"must be {Range}, or nothing would change", magnitude) : null;
    }

    private static string Spelled(double bound) => bound.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture);
}
