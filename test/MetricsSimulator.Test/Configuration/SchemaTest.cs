using System.Text;
using MetricsSimulator.Configuration;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Configuration;

/// <summary>The JSON Schemas accept what the reader accepts, and refuse what it refuses as far as a schema can tell.</summary>
public class SchemaTest
{
    private const string Configuration = "docs/configuration.schema.json";
    private const string Scenario = "docs/scenario.schema.json";
    private const string Beyond = "test/schema/beyond-a-schema.txt";

    private static readonly string[] s_configurations =
    [
        "config/simulator.yaml", "config/claude-code.yaml", "config/runners.yaml", "bench/history/ten-thousand.yaml", "bench/scrape/small.yaml", "bench/scrape/million.yaml",
        "docs/figures/minute.yaml", "docs/figures/volatility.yaml", .. Files("test/MetricsSimulator.Test/testdata/configuration", "*.good.yaml"),
    ];

    private static readonly string[] s_scenarios = [.. Files("scenarios", "*.yaml"), .. Files("test/MetricsSimulator.Test/testdata/scenarios", "*.good.yaml")];

    [Fact]
    public void The_schemas_are_what_the_key_tables_say()
    {
        Assert.True(File.ReadAllText(Repository.PathOf(Configuration)) == ConfigurationSchema.OfConfiguration(), $"{Configuration} is stale: run `make docs`.");
        Assert.True(File.ReadAllText(Repository.PathOf(Scenario)) == ConfigurationSchema.OfScenario(), $"{Scenario} is stale: run `make docs`.");
    }

    [Fact]
    [Trait("needs", "programs")]
    public void Files_without_errors_are_valid()
    {
        var faults = Validate(Configuration, s_configurations).Concat(Validate(Scenario, s_scenarios)).Where(file => file.Value != "valid");

        Assert.Empty(faults);
    }

    [Fact]
    [Trait("needs", "programs")]
    public void Files_with_errors_are_invalid_but_for_faults_beyond_a_schema()
    {
        var judged = Validate(Configuration, Files("test/MetricsSimulator.Test/testdata/configuration", "*.bad.yaml"))
            .Concat(Validate(Scenario, Files("test/MetricsSimulator.Test/testdata/scenarios", "*.bad.yaml")));

        var accepted = judged.Where(file => file.Value == "valid").Select(file => Path.GetRelativePath("test/MetricsSimulator.Test/testdata", file.Key)).Order(StringComparer.Ordinal);

        Assert.Equal(File.ReadLines(Repository.PathOf(Beyond)).Where(line => line.Length > 0 && !line.StartsWith('#')).Order(StringComparer.Ordinal), accepted);
    }

    [Fact]
    public void Shipped_files_name_their_schema_in_the_first_line()
    {
        foreach (var (file, schema) in Files("scenarios", "*.yaml").Select(file => (file, Scenario)).Append(("config/simulator.yaml", Configuration)))
            Assert.Equal($"# yaml-language-server: $schema=../{schema}", File.ReadLines(Repository.PathOf(file)).First());
    }

    /// <summary>What the validator says of each file, by its name: <c>valid</c>, <c>unreadable</c>, or the first fault.</summary>
    private static Dictionary<string, string> Validate(string schema, string[] files)
    {
        if (!Directory.Exists(Repository.PathOf("test/schema/node_modules"))) Assert.Fail("The validator is missing. Install it: npm ci --prefix test/schema");
        var names = Encoding.UTF8.GetBytes(string.Join('\n', files.Select(Repository.PathOf)));
        var result = ExternalTool.Node.Run([Repository.PathOf("test/schema/validate.mjs"), Repository.PathOf(schema)], names);
        Assert.True(result.Status == 0, result.Errors);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
            .ToDictionary(pair => Path.GetRelativePath(Repository.Root, pair[0]), pair => pair[1], StringComparer.Ordinal);
    }

    private static string[] Files(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Repository.PathOf(folder), pattern).Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal)];
}
