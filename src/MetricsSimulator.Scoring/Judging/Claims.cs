using System.Collections.Immutable;
using MetricsSimulator.Scoring.Incidents;

namespace MetricsSimulator.Scoring.Judging;

/// <summary>What an alert is meant to detect, as its annotation <c>detects</c> says: <c>error_burst, level_shift:tool_usage</c>, or <c>none</c>.</summary>
/// <param name="All">The claims. An alert without any is meant to detect nothing.</param>
public sealed record Claims(ImmutableArray<Claim> All)
{
    /// <summary>The annotation that has them.</summary>
    public const string Annotation = "detects";

    private const string NoClaims = "none";

    private const string Expected = "Write kinds with commas between them, as in 'error_burst, level_shift:tool_usage, *:tool_usage', or 'none'.";

    /// <summary>Whether an alert with these claims is meant to detect an incident.</summary>
    public bool Cover(Incident incident)
    {
        foreach (var claim in All)
            if (claim.Covers(incident)) return true;
        return false;
    }

    /// <summary>Reads the annotation.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="kinds">The kinds that incidents can have.</param>
    /// <param name="metrics">The metrics that they can act on.</param>
    public static Reading<Claims> Read(string text, IReadOnlyCollection<string> kinds, IReadOnlyCollection<string> metrics)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts is [NoClaims]) return new Reading<Claims>(new Claims([]), []);

        var claims = ImmutableArray.CreateBuilder<Claim>();
        var errors = ImmutableArray.CreateBuilder<string>();
        foreach (var part in parts)
        {
            var separator = part.IndexOf(':', StringComparison.Ordinal);
            var kind = separator < 0 ? part : part[..separator];
            var metric = separator < 0 ? null : part[(separator + 1)..];
            if (part.Length == 0) errors.Add(text.Length == 0 ? $"is empty. {Expected}" : $"has nothing between two commas, or at an end, in '{text}'. {Expected}");
            else if (part == NoClaims) errors.Add($"'{NoClaims}' stands alone, got '{text}'.");
            else if (part == Claim.AnyKind) errors.Add($"'{Claim.AnyKind}' needs a metric, as in '*:tool_usage'. Leave the annotation out to claim everything that the alert reads.");
            else
            {
                if (kind != Claim.AnyKind && !kinds.Contains(kind, StringComparer.Ordinal)) errors.Add(Unknown("kind of anomaly", kind, kinds));
                if (metric is not null && !metrics.Contains(metric, StringComparer.Ordinal)) errors.Add(Unknown("metric", metric, metrics));
                claims.Add(new Claim(kind == Claim.AnyKind ? null : kind, metric));
            }
        }

        return errors.Count == 0 ? new Reading<Claims>(new Claims(claims.ToImmutable()), []) : new Reading<Claims>(null, errors.ToImmutable());
    }

    /// <summary>The claims as they are written.</summary>
    public override string ToString() => All.IsEmpty ? NoClaims : string.Join(", ", All);

    private static string Unknown(string what, string found, IReadOnlyCollection<string> known) =>
        $"unknown {what} '{found}'. {(known.Count == 0 ? "There are none." : $"Known are {string.Join(", ", known)}.")}";
}
