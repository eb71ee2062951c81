using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Processes;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Configuration.Processes;

/// <summary>Turns the process keys of a block into the law of a path. Thread-safe.</summary>
internal static class ProcessReader
{
    /// <summary>Reports what the keys break together.</summary>
    public static void Check(Block block, bool isRate)
    {
        if (block.IsBroken(ProcessKeys.PathBounds)) return;
        var bounds = block.Value(ProcessKeys.PathBounds);
        if (isRate) block.Blame(ProcessKeys.PathBounds).Check(RateDefinition.BoundsViolation(bounds));
        if (block.IsBroken(ProcessKeys.InitialValue)) return;
        if (ProcessDefinition.InitialValueViolation(block.Value(ProcessKeys.InitialValue), bounds) is not { } violation) return;
        var place = block.Blame(ProcessKeys.InitialValue, ProcessKeys.PathBounds);
        place.Report(block.IsGiven(ProcessKeys.InitialValue) ? violation
            : $"initial_value {violation}, which is the {(block.Has(ProcessKeys.InitialValue) ? block.At.Heritage + "'s" : "default")}");
    }

    /// <summary>The law of the path, of keys without errors.</summary>
    public static ProcessDefinition Make(Block block)
    {
        var initialValue = block.Value(ProcessKeys.InitialValue);
        var drift = block.Value(ProcessKeys.Drift);
        var volatility = new Volatility(block.Value(ProcessKeys.Volatility), block.Value(ProcessKeys.VolatilityPer));
        var bounds = block.Value(ProcessKeys.PathBounds);
        var atBounds = block.Value(ProcessKeys.AtBounds);
        return block.Value(ProcessKeys.Process) switch
        {
            Keys.Processes.Constant => new ConstantDefinition(initialValue, bounds),
            Keys.Processes.GeometricBrownian => new GeometricBrownianDefinition(initialValue, drift, volatility, bounds, atBounds),
            Keys.Processes.OrnsteinUhlenbeck => MakeReverting(),
            _ => new BrownianDefinition(initialValue, drift, volatility, bounds, atBounds),
        };

        OrnsteinUhlenbeckDefinition MakeReverting()
        {
            var reversion = block.Has(ProcessKeys.MeanReversion) ? block.Value(ProcessKeys.MeanReversion) : null;
            return new OrnsteinUhlenbeckDefinition(
                initialValue, reversion?.Value(MeanReversionKeys.Speed) ?? 0, reversion?.Value(MeanReversionKeys.Level) ?? 0, volatility, bounds, atBounds);
        }
    }

    /// <summary>The process that a block names; none when that is not known.</summary>
    public static Keys.Processes ProcessOf(Block block) => block.IsBroken(ProcessKeys.Process) ? Keys.Processes.None : block.Value(ProcessKeys.Process);
}
