using System.Collections.Immutable;

namespace MetricsSimulator.Cycles;

/// <summary>How activity differs from month to month: a factor for the middle of each month, with smooth transitions.</summary>
public sealed record YearlyShape
{
    private const int Months = 12;

    private readonly bool _isFlat;

    /// <summary>Creates the shape of a year.</summary>
    /// <param name="factors">The factors from January to December.</param>
    /// <exception cref="ArgumentException"><see cref="Violation"/> names a broken rule.</exception>
    public YearlyShape(ImmutableArray<double> factors)
    {
        Rule.Require(Violation(factors));
        Factors = factors;
        _isFlat = factors.All(factor => factor == 1);
    }

    /// <summary>A year without a shape: 1 in every month.</summary>
    public static YearlyShape Flat { get; } = new([.. Enumerable.Repeat(1.0, Months)]);

    /// <summary>The factors from January to December.</summary>
    public ImmutableArray<double> Factors { get; }

    /// <summary>The rule that factors break; null if they break none. There must be 12.</summary>
    public static string? Violation(ImmutableArray<double> factors)
    {
        if (factors.IsDefault || factors.Length != Months)
            return Rule.Broken("must be 12 numbers, from January to December", factors.IsDefault ? 0 : factors.Length);
        foreach (var factor in factors)
            if (Rule.NonNegative(factor) is { } violation) return violation;
        return null;
    }

    /// <inheritdoc/>
    public bool Equals(YearlyShape? other) => other is not null && Factors.AsSpan().SequenceEqual(other.Factors.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Factors[0], Factors[^1]);

    /// <summary>The factor when the local clock shows a time.</summary>
    internal double FactorAt(long localTicks)
    {
        if (_isFlat) return 1;
        var date = new DateTime(localTicks);
        var month = date.Year * Months + date.Month - 1;
        if (localTicks < Middle(month)) month--;
        var begin = Middle(month);
        return Smoothstep.Between(
            Factors[month % Months], Factors[(month + 1) % Months], Smoothstep.At(localTicks - begin, Middle(month + 1) - begin));
    }

    /// <summary>The middle of a month, numbered from the year 0.</summary>
    private static long Middle(int month)
    {
        var (year, index) = Math.DivRem(month, Months);
        return new DateTime(year, index + 1, 1).Ticks + DateTime.DaysInMonth(year, index + 1) * TimeSpan.TicksPerDay / 2;
    }
}
