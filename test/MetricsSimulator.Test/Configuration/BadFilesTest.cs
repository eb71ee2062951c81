using System.Collections.Immutable;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Matrix;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Configuration;

/// <summary>
/// Each bad file begins with its expected errors: one comment line for each, without the name of the file, and a further indented one
/// where the explanation is asserted as well.
/// </summary>
public class BadFilesTest
{
    private const string Folder = "test/MetricsSimulator.Test/testdata/configuration";
    private const string MatrixFolder = "test/MetricsSimulator.Test/testdata/matrices";
    private const string ScenarioFolder = "test/MetricsSimulator.Test/testdata/scenarios";

    public static TheoryData<string> BadFiles => Files(Folder, "*.bad.yaml");

    public static TheoryData<string> GoodFiles => Files(Folder, "*.good.yaml");

    public static TheoryData<string> BadScenarios => Files(ScenarioFolder, "*.bad.yaml");

    public static TheoryData<string> BadMatrices => Files(MatrixFolder, "*.bad.yaml");

    public static TheoryData<string> GoodScenarios => Files(ScenarioFolder, "*.good.yaml");

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_file_is_explained(string file)
    {
        var path = Repository.PathOf(Path.Combine(Folder, file));

        var result = ConfigurationReader.Read(File.ReadAllBytes(path), file);

        Assert.Null(result.Configuration);
        AssertExplained(path, file, result.Errors);
    }

    [Theory]
    [MemberData(nameof(BadScenarios))]
    public void A_bad_scenario_is_explained(string file)
    {
        var path = Repository.PathOf(Path.Combine(ScenarioFolder, file));

        var (model, errors) = Resolve(file, ScenarioReader.ReadText(File.ReadAllText(path), file));

        Assert.Null(model);
        AssertExplained(path, file, errors);
    }

    [Theory]
    [MemberData(nameof(BadMatrices))]
    public void A_bad_matrix_is_explained(string file)
    {
        var path = Repository.PathOf(Path.Combine(MatrixFolder, file));

        var (settings, errors) = MatrixReader.ReadFile(path);

        Assert.Null(settings);
        AssertExplained(path, path, errors);
    }

    [Theory]
    [MemberData(nameof(GoodScenarios))]
    public void A_good_scenario_is_accepted(string file)
    {
        var (model, errors) = Resolve(file, ScenarioReader.ReadFile(Repository.PathOf(Path.Combine(ScenarioFolder, file))));

        Assert.Empty(errors);
        Assert.NotNull(model);
    }

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void A_good_file_is_accepted(string file)
    {
        var path = Repository.PathOf(Path.Combine(Folder, file));

        var result = ConfigurationReader.ReadFile(path);

        Assert.Empty(result.Errors);
        Assert.NotNull(result.Configuration);
    }

    // Files with this name are played with a team, the others without.
    private static ModelResult Resolve(string file, ScenarioResult read) =>
        read.Draft is { } draft ? (file.StartsWith("team_", StringComparison.Ordinal) ? Scenarios.WithTeam : ConfigurationReader.BuiltIn).ToModel(1, DateTimeOffset.UnixEpoch, draft) : new ModelResult(null, read.Errors);

    private static void AssertExplained(string path, string file, ImmutableArray<ConfigurationError> errors)
    {
        var expected = File.ReadLines(path).TakeWhile(line => line.StartsWith("# ", StringComparison.Ordinal)).Select(line => line[2..]).ToArray();
        Assert.Equal(string.Join('\n', expected), string.Join('\n', errors.SelectMany(error => Lines(error, file, expected))));
        Assert.Equal(errors.OrderBy(error => error.Place), errors);
    }

    private static IEnumerable<string> Lines(ConfigurationError error, string file, string[] expected)
    {
        var lines = error.ToString().Split('\n');
        yield return lines[0][(file.Length + 1)..].TrimStart();
        if (lines.Length > 1 && expected.Contains(lines[1], StringComparer.Ordinal)) yield return lines[1];
    }

    private static TheoryData<string> Files(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Repository.PathOf(folder), pattern).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
