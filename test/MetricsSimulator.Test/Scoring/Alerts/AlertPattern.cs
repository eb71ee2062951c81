using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Test.Scoring.Alerts;

/// <summary>
/// What an expression returned, and what follows from it, a character for each evaluation. <c>x</c>: returned, <c>.</c>: not returned, <c>!</c>: the evaluation failed. Of what follows,
/// <c>p</c>: pending, <c>f</c>: firing, <c>.</c>: neither, <c>!</c>: nothing is written.
/// </summary>
internal static class AlertPattern
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>The labels of an instance.</summary>
    public static SortedLabels Labels(int instance) => SortedLabels.Of([new("instance", $"i{instance}")]);

    /// <summary>The activity of one instance for each pattern.</summary>
    public static AlertActivity Activity(params string[] patterns)
    {
        var activity = new AlertActivity(patterns[0].Length);
        for (var i = 0; i < patterns.Length; i++)
        {
            var instance = activity.InstanceOf(Labels(i));
            for (var k = 0; k < patterns[i].Length; k++)
            {
                if (patterns[i][k] == 'x') activity.Add(instance, k);
                else if (patterns[i][k] == '!') activity.Fail(k);
            }
        }

        return activity;
    }

    /// <summary>The states of an instance, from its spans.</summary>
    public static string StatesOf(AlertTrace trace, int instance)
    {
        var states = new string('.', trace.Activity.Evaluations).ToCharArray();
        foreach (var span in trace.SpansOf(instance)) states.AsSpan(span.First, span.End - span.First).Fill(span.IsFiring ? 'f' : 'p');
        for (var k = 0; k < states.Length; k++)
            if (trace.Silent[k]) states[k] = '!';
        return new string(states);
    }
}
