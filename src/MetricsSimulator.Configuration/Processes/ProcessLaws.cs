using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Processes;

/// <summary>All processes that a file can name.</summary>
internal static class ProcessLaws
{
    /// <summary>The process that never moves.</summary>
    public static readonly ProcessLaw Constant = new ConstantLaw();

    /// <summary>The processes, in the order of errors and of the reference. The first is the default.</summary>
    public static readonly ImmutableArray<ProcessLaw> All = [new BrownianLaw(), new GeometricBrownianLaw(), new OrnsteinUhlenbeckLaw(), new JumpDiffusionLaw(), new RegimeSwitchingLaw(), Constant];

    /// <summary>A block of one process may not have keys of another.</summary>
    public static readonly VariantSet Variants = new("the process", "or", [.. All]);

    /// <summary>The process of a definition.</summary>
    /// <exception cref="ArgumentException">The process has no name in files.</exception>
    public static ProcessLaw Of(ProcessDefinition process) =>
        All.FirstOrDefault(law => law.Fits(process)) ?? throw new ArgumentException($"{process.GetType().Name} has no name in files.", nameof(process));
}
