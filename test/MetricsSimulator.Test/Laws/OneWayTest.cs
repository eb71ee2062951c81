using System.Reflection;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Configuration;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Laws;

/// <summary>Law 2: arrows never turn back. Host → Configuration → Engine; writers see snapshots and nothing else.</summary>
public sealed class OneWayTest
{
    private const string Engine = "MetricsSimulator";

    private static readonly Assembly EngineAssembly = typeof(Simulator).Assembly;
    private static readonly Assembly FormatsAssembly = typeof(ExpositionRenderer).Assembly;
    private static readonly Assembly ConfigurationAssembly = typeof(ConfigurationReader).Assembly;

    [Fact]
    public void The_engine_knows_nothing_but_the_base_class_library() =>
        Assert.All(AssemblyReader.References(EngineAssembly), name => Assert.StartsWith("System.", name));

    [Fact]
    public void The_formats_know_the_engine_a_checksum_and_Snappy() =>
        Assert.Equal([Engine, "Snappier", "System.IO.Hashing"], Own(FormatsAssembly).Order());

    [Fact]
    public void The_configuration_knows_the_engine_YAML_and_time_zones() =>
        Assert.Equal([Engine, "NodaTime", "YamlDotNet"], Own(ConfigurationAssembly).Order());

    [Fact]
    public void The_formats_see_snapshots_and_nothing_else_of_the_engine() =>
        Assert.All(AssemblyReader.TypesOf(FormatsAssembly, Engine), type => Assert.StartsWith("MetricsSimulator.Metrics.", type));

    [Fact]
    public void The_host_is_the_only_one_that_knows_all_three() =>
        Assert.Superset(
            new HashSet<string> { Engine, "MetricsSimulator.Configuration", "MetricsSimulator.Formats" },
            AssemblyReader.References(typeof(CommandLine).Assembly).ToHashSet());

    private static IEnumerable<string> Own(Assembly assembly) => AssemblyReader.References(assembly)
        .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) || name == "System.IO.Hashing");
}
