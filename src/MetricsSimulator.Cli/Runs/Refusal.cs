using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Runs;

/// <summary>Why a requested change of a run was refused.</summary>
/// <param name="Cause">The kind of reason.</param>
/// <param name="Detail">What was found, what is allowed, and what to do, in whole sentences. Empty when <paramref name="Errors"/> says it.</param>
/// <param name="Errors">The fields with errors; none unless the cause is <see cref="RefusalCause.Invalid"/>.</param>
internal sealed record Refusal(RefusalCause Cause, string Detail, ImmutableArray<FieldError> Errors)
{
    /// <summary>A refusal that does not concern a field.</summary>
    public Refusal(RefusalCause cause, string detail)
        : this(cause, detail, [])
    {
    }
}
