using System.Collections.Immutable;

namespace MetricsSimulator.Sessions;

/// <summary>The developers of a workload, and how often they start sessions.</summary>
public sealed record Team
{
    /// <summary>The maximum number of developers in a team.</summary>
    public const int MaximumDevelopers = 100_000;

    /// <summary>Creates a team.</summary>
    /// <param name="developers">The developers: at least one, each with a different name and e-mail address.</param>
    /// <exception cref="ArgumentException"><see cref="Violation"/> names a broken rule.</exception>
    public Team(ImmutableArray<Developer> developers)
    {
        Rule.Require(Violation(developers), "developers");
        Developers = developers;
    }

    /// <summary>The developers.</summary>
    public ImmutableArray<Developer> Developers { get; }

    /// <summary>The sessions that a developer of average activity starts in a working hour; 0.30 by default, which makes 16 a week.</summary>
    public double SessionsPerHour { get; init; } = .30;

    /// <summary>How much the activity of developers varies: the standard deviation of its natural logarithm.</summary>
    public double ActivitySpread { get; init; } = .4;

    /// <summary>How long a developer typically stays active or away: the correlation time of the random path from which the intensity is computed. A day by default.</summary>
    public TimeSpan Correlation { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The terminals for developers whose own terminal is not configured. The shares are assumptions.</summary>
    public Mix<string> Terminals { get; init; } = DefaultTerminals;

    /// <summary>The default of <see cref="Terminals"/>.</summary>
    public static Mix<string> DefaultTerminals { get; } = new(
        ("vscode", .34), ("iTerm.app", .22), ("cursor", .12), ("ghostty", .10), ("tmux", .10), ("Apple_Terminal", .07), ("WarpTerminal", .05));

    /// <summary>The rule that the developers break; null if they break none.</summary>
    public static string? Violation(ImmutableArray<Developer> developers)
    {
        if (developers.IsDefaultOrEmpty) return "must have one developer at least";
        if (developers.Length > MaximumDevelopers) return Rule.Broken($"must have {MaximumDevelopers} developers at most", developers.Length);
        var (names, emails) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var developer in developers)
        {
            if (!names.Add(developer.Name)) return Rule.Broken("must have different names", developer.Name);
            if (developer.Email is not { } email) continue;
            if (Developer.EmailViolation(email) is { } violation) return violation;
            if (!emails.Add(email)) return Rule.Broken("must have different e-mail addresses", email);
        }

        return null;
    }

    /// <summary>Whether another team is equal to this one.</summary>
    public bool Equals(Team? other) =>
        other is not null && SessionsPerHour.Equals(other.SessionsPerHour) && ActivitySpread.Equals(other.ActivitySpread) && Correlation == other.Correlation
        && Terminals.Equals(other.Terminals) && Developers.AsSpan().SequenceEqual(other.Developers.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SessionsPerHour, ActivitySpread, Developers.Length);
}
