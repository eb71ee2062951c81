namespace MetricsSimulator.Cli.Queries;

/// <summary>
/// A query of a panel or a rule: the part of PromQL that boards and rules need. It can be written as PromQL, and answered from the samples of a run by
/// Prometheus's own rules.
/// </summary>
internal abstract record Query
{
    /// <summary>The selectors that it reads, from left to right.</summary>
    public abstract IEnumerable<Selector> Selectors { get; }

    /// <summary>The query as PromQL.</summary>
    /// <param name="form">The form in which windows and variables are written.</param>
    public abstract string Write(PromqlForm form);

    /// <summary>The answer that Prometheus would give at one instant if it had scraped the run.</summary>
    /// <param name="run">The samples.</param>
    /// <param name="at">The instant, and the lengths of the windows that a board leaves open.</param>
    public abstract IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at);

    /// <summary>The query in PromQL as an operand: in parentheses if it is an operation itself.</summary>
    /// <param name="form">The form in which windows and variables are written.</param>
    public virtual string WriteOperand(PromqlForm form) => Write(form);

    /// <summary>The values times a number.</summary>
    public Query Times(double factor) => new Product(this, factor);

    /// <summary>The values that are above a number.</summary>
    public Query Above(double limit) => new Comparison(this, ">", limit);

    /// <summary>The values that are below a number.</summary>
    public Query Below(double limit) => new Comparison(this, "<", limit);

    /// <summary>The values that equal a number.</summary>
    public Query EqualTo(double number) => new Comparison(this, "==", number);

    /// <summary>The values for which a condition has a value with the same labels.</summary>
    public Query And(Query condition) => new And(this, condition);

    /// <summary>The values divided by those of another query; null if there is no other query.</summary>
    public Query? Per(Query? divisor) => divisor is null ? null : new Ratio(this, divisor);

    /// <summary>The values divided by a number that the reader of a board or of rules chooses.</summary>
    public Query Per(QueryParameter parameter) => new Quotient(this, parameter);
}
