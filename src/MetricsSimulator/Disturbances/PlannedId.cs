using System.Globalization;

namespace MetricsSimulator.Disturbances;

/// <summary>
/// The identifier of a planned anomaly: <c>error_burst-16.1-666</c> is an error burst, the first that follows the 16th anomaly of the scenario, which began at
/// tick 666. Older versions wrote <c>level_shift-16-666.1</c> for it, with the kind of the first anomaly; both forms are read.
/// </summary>
/// <param name="Number">The number of the anomaly in the scenario, from 1.</param>
/// <param name="Path">If it follows another, its number among those that follow, level by level, each after a dot; empty for the first.</param>
/// <param name="Tick">The tick at which the first begins.</param>
internal readonly record struct PlannedId(int Number, string Path, long Tick)
{
    /// <summary>Reads an identifier of either form.</summary>
    /// <returns>Null when it is not the identifier of a planned anomaly.</returns>
    public static PlannedId? Parse(string id)
    {
        var parts = id.Split('-');
        if (parts.Length != 3) return null;
        var (number, path) = Cut(parts[1]);
        var (tick, oldPath) = Cut(parts[2]);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && long.TryParse(tick, NumberStyles.None, CultureInfo.InvariantCulture, out var k) && (path.Length == 0 || oldPath.Length == 0)
            ? new PlannedId(n, path + oldPath, k)
            : null;
    }

    /// <summary>The identifier of an anomaly that follows this one.</summary>
    /// <param name="index">Its number among those that follow, from 0.</param>
    public PlannedId Following(int index) => this with { Path = string.Create(CultureInfo.InvariantCulture, $"{Path}.{index + 1}") };

    /// <summary>As it is written.</summary>
    /// <param name="kind">The name of the kind.</param>
    public string Spell(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{Number}{Path}-{Tick}");

    /// <summary>As older versions wrote it.</summary>
    /// <param name="kind">The name of the kind of the first.</param>
    public string SpellAsBefore(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{Number}-{Tick}{Path}");

    private static (string Head, string Tail) Cut(string part)
    {
        var dot = part.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (part, "") : (part[..dot], part[dot..]);
    }
}
