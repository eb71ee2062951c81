using System.Reflection;
using System.Xml.Linq;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Configuration;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Laws;

/// <summary>Law 2: arrows never turn back. Host → Configuration → Engine; writers see snapshots and nothing else.</summary>
public sealed class OneWayTest
{
    private const string Engine = "MetricsSimulator";

    private static readonly Assembly EngineAssembly = typeof(Simulator).Assembly;
    private static readonly Assembly FormatsAssembly = typeof(ExpositionRenderer).Assembly;
    private static readonly Assembly ConfigurationAssembly = typeof(ConfigurationReader).Assembly;
    private static readonly Assembly ScoringAssembly = typeof(AlertStateMachine).Assembly;

    [Fact]
    public void The_engine_knows_nothing_but_the_base_class_library() =>
        Assert.All(AssemblyReader.References(EngineAssembly), name => Assert.StartsWith("System.", name));

    [Fact]
    public void The_formats_know_the_engine_a_checksum_and_Snappy() =>
        Assert.Equal([Engine, "Snappier", "System.IO.Hashing"], Own(FormatsAssembly).Order());

    [Fact]
    public void The_configuration_knows_the_engine_and_YAML() =>
        Assert.Equal([Engine, "YamlDotNet"], Own(ConfigurationAssembly).Order());

    [Fact]
    public void The_scoring_knows_the_engine_and_nothing_else() => Assert.Equal([Engine], Own(ScoringAssembly));

    [Fact]
    public void The_formats_see_snapshots_and_events_and_nothing_else_of_the_engine() =>
        Assert.All(AssemblyReader.TypesOf(FormatsAssembly, Engine), type => Assert.True(
            type.StartsWith("MetricsSimulator.Metrics.", StringComparison.Ordinal) || type.StartsWith("MetricsSimulator.Events.", StringComparison.Ordinal), type));

    [Fact]
    public void The_host_is_the_only_one_that_knows_all_of_them()
    {
        Assert.Equal([Engine, "MetricsSimulator.Configuration", "MetricsSimulator.Formats", "MetricsSimulator.Scoring"], OfThisSolution(typeof(CommandLine).Assembly));
        Assert.Equal([Engine], OfThisSolution(ConfigurationAssembly));
        Assert.Equal([Engine], OfThisSolution(FormatsAssembly));
        Assert.Equal([Engine], OfThisSolution(ScoringAssembly));
        Assert.Empty(OfThisSolution(EngineAssembly));
    }

    // What a project may refer to, whether it uses it or not.
    [Theory]
    [InlineData("MetricsSimulator")]
    [InlineData("MetricsSimulator.Formats", Engine, "Snappier", "System.IO.Hashing")]
    [InlineData("MetricsSimulator.Configuration", Engine, "YamlDotNet")]
    [InlineData("MetricsSimulator.Scoring", Engine)]
    [InlineData("MetricsSimulator.Cli", Engine, "MetricsSimulator.Configuration", "MetricsSimulator.Formats", "MetricsSimulator.Scoring", "Spectre.Console", "System.CommandLine")]
    public void A_project_refers_to_what_it_may_and_nothing_else(string project, params string[] allowed)
    {
        var file = XDocument.Load(Repository.PathOf($"src/{project}/{project}.csproj"));
        var names = file.Descendants().Where(item => item.Name.LocalName is "ProjectReference" or "PackageReference" or "Reference" or "FrameworkReference" or "Compile")
            .Select(item => (string?)item.Attribute("Include") ?? item.ToString())
            .Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name);
        Assert.Equal(allowed.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        Assert.Equal(project == "MetricsSimulator.Cli" ? "Microsoft.NET.Sdk.Web" : "Microsoft.NET.Sdk", file.Root!.Attribute("Sdk")!.Value);
    }

    [Fact]
    public void Every_project_of_the_product_is_looked_at() =>
        Assert.Equal(
            ["MetricsSimulator", "MetricsSimulator.Cli", "MetricsSimulator.Configuration", "MetricsSimulator.Formats", "MetricsSimulator.Scoring"],
            Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    private static IEnumerable<string> OfThisSolution(Assembly assembly) =>
        AssemblyReader.References(assembly).Where(name => name.StartsWith(Engine, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Own(Assembly assembly) => AssemblyReader.References(assembly)
        .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) || name == "System.IO.Hashing");
}
