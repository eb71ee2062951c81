using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Runs;

/// <summary>Why a run was not changed as somebody asked.</summary>
/// <param name="Cause">What is in the way.</param>
/// <param name="Detail">What was found, what is allowed, and what to do: whole sentences. Empty when <paramref name="Errors"/> says it.</param>
/// <param name="Errors">The fields that are wrong; none unless the cause is <see cref="RefusalCause.Invalid"/>.</param>
internal sealed record Refusal(RefusalCause Cause, string Detail, ImmutableArray<FieldError> Errors)
{
    /// <summary>A refusal that is about no field.</summary>
    public Refusal(RefusalCause cause, string detail)
        : this(cause, detail, [])
    {
    }
}
