using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Labels;

/// <summary>The keys that generate the values of a label.</summary>
internal static class LabelGeneratorKeys
{
    public static readonly Key<long> Count = new("count", WholeNumberKind.Instance, 1,
        "How many values there are: the prefix followed by 0, 1, 2 and so on, with equal weights.")
    {
        AbsentText = "must be given",
        Violation = LabelDimension.CountViolation,
    };

    public static readonly Key<string> Prefix = new("prefix", ValueKinds.Text, "", "What every value begins with.") { AbsentText = "must be given" };

    public static readonly KeyTable Table = new("simulator.metrics.NAME.labels.LABEL",
        """
        A label takes one of three forms: a list of values with equal weights, `[low, high]`; a map of values to weights, `{eu: 3, us: 1}`;
        or the keys below, which generate values, `{count: 1000, prefix: w}`. A map whose only keys are `count` and `prefix` is a generator,
        unless both are numbers: then they are two values with weights. Values keep their text: `[1, true]` are the values `1` and `true`.
        The weights of several labels multiply.
        """,
        [Count, Prefix]);
}
