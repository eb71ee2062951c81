using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Runs;

/// <summary>The reason why a change of a run was refused.</summary>
/// <param name="Cause">The kind of reason.</param>
/// <param name="Detail">The value found, the allowed ones, and what to do, in whole sentences. Empty if <paramref name="Errors"/> has the reason.</param>
/// <param name="Errors">The fields with errors; empty unless the cause is <see cref="RefusalCause.Invalid"/>.</param>
internal sealed record Refusal(RefusalCause Cause, string Detail, ImmutableArray<FieldError> Errors)
{
    /// <summary>A refusal that does not concern a field.</summary>
    public Refusal(RefusalCause cause, string detail)
        : this(cause, detail, [])
    {
    }
}
