using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Configuration;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Documentation;

/// <summary>Types, files and folders that pages name exist.</summary>
public sealed partial class NameTest
{
    private const BindingFlags AnyMember = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Type[] Types =
    [
        typeof(TimeProvider),
        .. new[] { typeof(Simulator), typeof(ExpositionRenderer), typeof(ConfigurationReader), typeof(AlertStateMachine), typeof(Greeting), typeof(NameTest) }
            .SelectMany(type => type.Assembly.GetTypes()),
    ];

    private static readonly HashSet<string> SourceFiles =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)!)];

    /// <summary>The pages that name types.</summary>
    public static TheoryData<string> PagesWithTypes => ["docs/architecture.md", "docs/glossary.md"];

    [Theory]
    [MemberData(nameof(PagesWithTypes))]
    public void Every_type_that_a_page_names_exists(string path) => Assert.Empty(UnknownTypes(MarkdownPage.Read(path)));

    [Theory]
    [MemberData(nameof(MarkdownPage.Paths), MemberType = typeof(MarkdownPage))]
    public void Every_path_that_a_page_names_exists(string path) => Assert.Empty(UnknownPaths(MarkdownPage.Read(path)));

    [Fact]
    public void Every_law_names_the_classes_that_prove_it()
    {
        var laws = MarkdownPage.Read("docs/architecture.md").TableRows("## The six laws").Select(row => row[2].Split(", ").Select(name => name.Trim('`')).ToArray()).ToArray();

        Assert.Equal(6, laws.Length);
        Assert.All(laws, tests => Assert.Contains(Types, type => type.FullName == "MetricsSimulator.Test.Laws." + tests[0]));
        Assert.All(laws.SelectMany(tests => tests), test => Assert.Contains(Types, type => type.Name == test));
    }

    [Fact]
    public void A_type_that_does_not_exist_is_found() =>
        Assert.Equal(["page.md:1: TurboSimulator", "page.md:1: Simulator.Fly"], UnknownTypes(new MarkdownPage("page.md", "`Simulator`, `TurboSimulator`, `Simulator.Fly`")));

    [Fact]
    public void A_path_that_does_not_exist_is_found() =>
        Assert.Equal(["page.md:1: src/Nowhere/", "page.md:1: Nothing.cs"], UnknownPaths(new MarkdownPage("page.md", "`src/Nowhere/`, `src/MetricsSimulator/`, `Nothing.cs`")));

    private static List<string> UnknownTypes(MarkdownPage page)
    {
        var unknown = new List<string>();
        foreach (var (line, code) in page.CodeSpans.Where(span => TypeOrMember().IsMatch(span.Code)))
        {
            var parts = code.Split('.');
            var types = Types.Where(type => type.Name == parts[0]);
            if (parts.Length > 1) types = types.Where(type => type.GetMember(parts[1], AnyMember).Length > 0);
            if (!types.Any()) unknown.Add(string.Create(CultureInfo.InvariantCulture, $"{page.Path}:{line}: {code}"));
        }

        return unknown;
    }

    private static List<string> UnknownPaths(MarkdownPage page)
    {
        var unknown = new List<string>();
        foreach (var (line, code) in page.CodeSpans)
        {
            var full = Path.Combine(Repository.Root, code);
            var exists = SourceFile().IsMatch(code) ? SourceFiles.Contains(code) : !PathInRepository().IsMatch(code) || File.Exists(full) || Directory.Exists(full);
            if (!exists) unknown.Add(string.Create(CultureInfo.InvariantCulture, $"{page.Path}:{line}: {code}"));
        }

        return unknown;
    }

    [GeneratedRegex(@"^(?!.*\.cs$)[A-Z]\w*[a-z]\w*(\.[A-Z]\w+)?$", RegexOptions.None, 1000)]
    private static partial Regex TypeOrMember();

    [GeneratedRegex(@"^\w+\.cs$", RegexOptions.None, 1000)]
    private static partial Regex SourceFile();

    // A benchmark writes these files when it runs.
    [GeneratedRegex(@"^(src|test|docs|config|eng|bench|scripts)/(?!results)[\w./-]*$", RegexOptions.None, 1000)]
    private static partial Regex PathInRepository();
}
