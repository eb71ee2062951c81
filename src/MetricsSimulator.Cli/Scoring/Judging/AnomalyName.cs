using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>An anomaly of a scored run: the seed and its identifier, as <c>2:error_burst-2-774</c>.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Id">Its identifier in the run of this seed.</param>
internal sealed record AnomalyName(ulong Seed, string Id)
{
    /// <summary>Reads a name; null if it is none.</summary>
    public static AnomalyName? Read(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1 && SeedText.TryParse(text[..colon], out var seed) ? new AnomalyName(seed, text[(colon + 1)..]) : null;
    }

    /// <summary>Whether there are several seeds to tell apart. A history that was not simulated has none.</summary>
    public bool HasSeed { get; init; } = true;

    /// <inheritdoc/>
    public override string ToString() => !HasSeed ? Id : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Seed}:{Id}");
}
