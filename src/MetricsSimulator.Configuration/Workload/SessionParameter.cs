using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Randomness;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>A key of <c>workload.parameters</c>, with the functions that read and write its value in the model.</summary>
/// <param name="Field">The key, with the place of its value in the model.</param>
/// <param name="Read">Returns the model with the value from a block.</param>
internal sealed record SessionParameter(Field<SessionParameters> Field, Func<SessionParameters, Block, SessionParameters> Read)
{
    private const double Largest = 1e9;
    private const long MostTokens = 10_000_000;

    private static readonly SessionParameters s_default = new();

    /// <summary>A parameter that is a probability or a share.</summary>
    public static SessionParameter Share(string name, string meaning, Func<SessionParameters, double> get, Func<SessionParameters, double, SessionParameters> with) =>
        Of(new Key<double>(name, ValueKinds.Number, get(s_default), meaning) { Rule = ValueRules.Probability }, get, with);

    /// <summary>A share that depends on the preset.</summary>
    public static SessionParameter OfPreset(string name, string meaning, Func<WorkloadPreset, double> get, Func<WorkloadPreset, double, WorkloadPreset> with, ValueRule<double>? rule = null) => Of(
        new Key<double>(name, ValueKinds.Number, 0, meaning) { Rule = rule ?? ValueRules.Probability, AbsentText = $"{get(WorkloadPreset.Enterprise)} or {get(WorkloadPreset.PowerUsers)}, as the preset has it" },
        parameters => get(parameters.Preset),
        (parameters, value) => parameters with { Preset = with(parameters.Preset, value) });

    /// <summary>A parameter that is a number above 0.</summary>
    public static SessionParameter Number(string name, string meaning, Func<SessionParameters, double> get, Func<SessionParameters, double, SessionParameters> with) => Of(
        new Key<double>(name, ValueKinds.Number, get(s_default), meaning) { Rule = Positive }, get, with);

    /// <summary>A parameter that is a number of prompts.</summary>
    public static SessionParameter Count(string name, string meaning, Func<SessionParameters, double> get, Func<SessionParameters, double, SessionParameters> with) => Of(
        new Key<double>(name, ValueKinds.Number, get(s_default), meaning)
        {
            Rule = ValueRules.Between<double>(1, SessionBounds.Prompts, static value => value is >= 1 and <= SessionBounds.Prompts ? null : Rule.Broken($"must be from 1 to {SessionBounds.Prompts}", value)),
        },
        get,
        with);

    /// <summary>A parameter that is a spread: the standard deviation of a natural logarithm.</summary>
    public static SessionParameter Spread(string name, string meaning, Func<SessionParameters, double> get, Func<SessionParameters, double, SessionParameters> with) => Of(
        new Key<double>(name, ValueKinds.Number, get(s_default), meaning) { Rule = SpreadRule }, get, with);

    /// <summary>A parameter that is a number of tokens.</summary>
    public static SessionParameter Tokens(string name, string meaning, Func<SessionParameters, long> get, Func<SessionParameters, long, SessionParameters> with) => Of(
        new Key<long>(name, WholeNumberKind.Instance, get(s_default), meaning)
        {
            Rule = ValueRules.Between<long>(1000, MostTokens, static tokens => tokens is >= 1000 and <= MostTokens ? null : Rule.Broken("must be from 1000 to 10,000,000", tokens)),
        },
        get,
        with);

    /// <summary>A parameter that is a lognormal distribution.</summary>
    public static SessionParameter Lognormal(
        string name, string meaning, Func<SessionParameters, LognormalDistribution> get, Func<SessionParameters, LognormalDistribution, SessionParameters> with) =>
        Of(new Key<LognormalDistribution>(name, LognormalKind.Instance, get(s_default), meaning), get, with);

    /// <summary>A parameter that is a choice of texts with shares.</summary>
    public static SessionParameter Texts(string name, string meaning, Func<SessionParameters, Mix<string>> get, Func<SessionParameters, Mix<string>, SessionParameters> with) =>
        Of(new Key<Mix<string>>(name, WorkloadKinds.Texts, get(s_default), meaning), get, with);

    /// <summary>A parameter that is a choice of values of a kind with shares.</summary>
    public static SessionParameter Shares<T>(
        string name, string meaning, ValueKind<Mix<T>> kind, Func<SessionParameters, Mix<T>> get, Func<SessionParameters, Mix<T>, SessionParameters> with) =>
        Of(new Key<Mix<T>>(name, kind, get(s_default), meaning), get, with);

    /// <summary>The rule of a spread.</summary>
    public static ValueRule<double> SpreadRule { get; } = ValueRules.Between<double>(0, 5, static value => value is >= 0 and <= 5 ? null : Rule.Broken("must be from 0 to 5", value));

    private static ValueRule<double> Positive { get; } = new(
        static value => Rule.Positive(value) ?? (value <= Largest ? null : Rule.Broken("must be 1e9 at most", value)),
        JsonSchema.Of(("exclusiveMinimum", JsonSchema.Number(0)), ("maximum", JsonSchema.Number(Largest))));

    private static SessionParameter Of<T>(Key<T> key, Func<SessionParameters, T> get, Func<SessionParameters, T, SessionParameters> with)
        where T : notnull =>
        new(key.From(get), (parameters, block) => block.Has(key) && !block.IsBroken(key) ? with(parameters, block.Value(key)) : parameters);
}
