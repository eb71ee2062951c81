using System.Globalization;

namespace MetricsSimulator.Test.Workload.Fit;

/// <summary>A measured quantity beside that of the model.</summary>
/// <param name="Name">Its name on the page, with its unit.</param>
/// <param name="Figures">What was measured: a quantity of <see cref="FitSample"/>, a quantile or 0 for the mean, and the number. Values of the model are divided by the unit first.</param>
/// <param name="Unit">The unit, in that of the sample.</param>
/// <param name="Missed">The numbers of the figures, from 0, that the model misses by more than 15 %.</param>
/// <param name="Reason">The reason for the misses.</param>
internal sealed record FitLine(string Name, (string Quantity, double Quantile, double Reference)[] Figures, double Unit = 1, int[]? Missed = null, string? Reason = null)
{
    private const double Allowed = .15;

    /// <summary>A line of a mean and three quantiles.</summary>
    public static FitLine Of(string name, string quantity, double mean, double p50, double p90, double p99, double unit = 1, int[]? missed = null, string? reason = null) =>
        new(name, [(quantity, 0, mean), (quantity, .5, p50), (quantity, .9, p90), (quantity, .99, p99)], unit, missed, reason);

    /// <summary>The line as a row of the page. It fails when a figure is neither within 15 % nor named.</summary>
    /// <param name="samples">Samples of equal size.</param>
    public string RowOf(IReadOnlyCollection<FitSample> samples)
    {
        var model = new List<string>();
        var ratios = new List<string>();
        for (var i = 0; i < Figures.Length; i++)
        {
            var (quantity, quantile, reference) = Figures[i];
            var value = FitSample.StatisticOf(samples, quantity, quantile) / Unit;
            // The samples differ as the whole would differ from another, √n times as much.
            var apart = samples.Select(sample => FitSample.StatisticOf([sample], quantity, quantile) / Unit).ToList();
            var error = Math.Sqrt(Statistics.Expect.Variance(apart) / apart.Count);
            if (Missed?.Contains(i) != true) Statistics.Expect.Within($"{Name}, {i}", value, reference, Allowed * reference + 3 * error);
            model.Add(Text(value));
            ratios.Add((value / reference).ToString("0.00", CultureInfo.InvariantCulture));
        }

        var note = Reason is null ? "" : $" {Reason}";
        return $"| {Name} | {string.Join(" · ", Figures.Select(figure => Text(figure.Reference)))} | {string.Join(" · ", model)} | {string.Join(" · ", ratios)}{note} |";
    }

    // Three digits that count.
    private static string Text(double value)
    {
        var scale = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(value)) - 2));
        var digits = value == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(value)), 0, 4);
        return (Math.Round(value / scale, digits) * scale).ToString("#,0.####", CultureInfo.InvariantCulture);
    }
}
