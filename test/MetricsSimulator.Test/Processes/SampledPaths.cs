using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Processes;

/// <summary>Samples of paths, taken through the simulator as users take them: independent gauges of one process.</summary>
internal static class SampledPaths
{
    /// <summary>The values of many independent paths after some ticks.</summary>
    /// <param name="process">Their law.</param>
    /// <param name="count">How many paths.</param>
    /// <param name="interval">The length of a tick.</param>
    /// <param name="ticks">After how many ticks the values are taken, ascending.</param>
    /// <returns>For each number of ticks the values of all paths.</returns>
    public static double[][] Sample(ProcessDefinition process, int count, TimeSpan interval, params int[] ticks)
    {
        var gauge = new GaugeDefinition("g", "g", "", new LabelSpace([LabelDimension.Generate("path", count, "")]), process, PathSplit.PerSeries);
        var simulator = new Simulator(new SimulationModel(20261122, new Timeline(DateTimeOffset.UnixEpoch, interval), [gauge]));
        var samples = new double[ticks.Length][];
        for (var i = 0; i < ticks.Length; i++)
        {
            simulator.AdvanceTo(ticks[i]);
            using var snapshot = simulator.Acquire();
            samples[i] = snapshot.Values.ToArray();
        }

        return samples;
    }
}
