using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Configuration;

/// <summary>
/// Every error is told in the words at the top of a file: one comment line for each, without the name of the file, and a further indented one
/// where the explanation is asserted as well.
/// </summary>
public class BadFilesTest
{
    private const string Folder = "test/MetricsSimulator.Test/testdata/configuration";

    public static TheoryData<string> BadFiles => Files("*.bad.yaml");

    public static TheoryData<string> GoodFiles => Files("*.good.yaml");

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_file_is_explained(string file)
    {
        var path = Repository.PathOf(Path.Combine(Folder, file));
        var expected = File.ReadLines(path).TakeWhile(line => line.StartsWith("# ", StringComparison.Ordinal)).Select(line => line[2..]).ToArray();

        var result = ConfigurationReader.Read(File.ReadAllBytes(path), file);

        Assert.Null(result.Configuration);
        Assert.Equal(string.Join('\n', expected), string.Join('\n', result.Errors.SelectMany(error => Lines(error, file, expected))));
        Assert.Equal(result.Errors.OrderBy(error => error.Place), result.Errors);
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

    private static IEnumerable<string> Lines(ConfigurationError error, string file, string[] expected)
    {
        var lines = error.ToString().Split('\n');
        yield return lines[0][(file.Length + 1)..].TrimStart();
        if (lines.Length > 1 && expected.Contains(lines[1], StringComparer.Ordinal)) yield return lines[1];
    }

    private static TheoryData<string> Files(string pattern) =>
        [.. Directory.EnumerateFiles(Repository.PathOf(Folder), pattern).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
