using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Prometheus;

namespace MetricsSimulator.Cli.Scoring.Evaluation;

/// <summary>
/// Asks Prometheus for what a rule returns over a history. A query that fails is halved until the evaluations that fail are alone, and one that holds too many samples until it holds
/// few enough.
/// </summary>
internal static class RuleQueries
{
    /// <summary>Evaluates a rule at a number of instants.</summary>
    /// <param name="server">The Prometheus.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="count">The number of evaluations.</param>
    /// <param name="results">Receives the results.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="PrometheusException">The Prometheus ended.</exception>
    public static async Task RunAsync(PrometheusConnection server, EvaluatedRule rule, int count, RuleResults results, CancellationToken cancellation)
    {
        // In a range query, @ start() and @ end() would mean its ends.
        var most = rule.Reading is { HasEnds: true } ? 1 : RangeQuery.MostPoints;
        var parts = new Stack<Part>([new Part(0, count)]);
        while (parts.TryPop(out var part))
        {
            if (part.Length == 0) continue;
            if (part.Length > most)
            {
                Push(part, part.First + most);
                continue;
            }

            var error = await results.QueryFor(rule.Definition.Expression, part.First, part.End).SendAsync(server, results, cancellation);
            if (error is { IsForever: false } && part.Length > 1)
            {
                var half = part.Length / 2;
                if (error.IsTooLarge) most = half;
                Push(part, part.First + half);
                continue;
            }

            // An expression that is wrong is wrong at every evaluation.
            if (error is { IsForever: true }) (part, results.IsRefused) = (new Part(part.First, count), true);
            if (error is not null) results.Fail(part.First, part.End, error.Message);
            results.Finish(part.First, part.End);
            if (error is { IsForever: true }) return;
        }

        void Push(Part part, int cut)
        {
            parts.Push(part with { First = cut });
            parts.Push(part with { End = cut });
        }
    }

    private readonly record struct Part(int First, int End)
    {
        public int Length => End - First;
    }
}
