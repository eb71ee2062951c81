namespace MetricsSimulator.Randomness;

/// <summary>ln n!, for the acceptance tests of the samplers of counts.</summary>
internal static class LogFactorial
{
    private const double HalfLogTwoPi = 0.918938533204672741780;

    private static readonly double[] Table = BuildTable();

    /// <summary>ln n!, with a relative error of about 1e-15.</summary>
    /// <param name="n">A whole number, 0 or more.</param>
    public static double Of(double n)
    {
        if (n < Table.Length) return Table[(int)n];

        // Stirling's series; source: Abramowitz and Stegun (1964), formula 6.1.41. From 16 on its next term is below 1e-13.
        var x = n + 1;
        var inverseSquare = 1 / (x * x);
        var correction = (1.0 / 12 - inverseSquare * (1.0 / 360 - inverseSquare * (1.0 / 1260 - inverseSquare * (1.0 / 1680)))) / x;
        return (x - 0.5) * DeterministicMath.Log(x) - x + HalfLogTwoPi + correction;
    }

    private static double[] BuildTable()
    {
        var table = new double[16];
        var factorial = 1.0;
        for (var n = 1; n < table.Length; n++)
        {
            factorial *= n;
            table[n] = DeterministicMath.Log(factorial);
        }

        return table;
    }
}
