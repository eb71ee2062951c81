using System.Text;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.RuleFiles;

/// <summary>
/// Reads files of rules for Prometheus, and manifests of the kind <c>PrometheusRule</c>, of which it takes the <c>spec</c>. It reports what it cannot read; whether rules are valid
/// is for Prometheus to say. Thread-safe.
/// </summary>
/// <remarks>Sources: prometheus/prometheus, model/rulefmt/rulefmt.go; prometheus-operator, Documentation/api-reference, PrometheusRule.</remarks>
public static class RuleFileReader
{
    private const string Manifest = "PrometheusRule";
    private const string Meaning = "A file of rules has groups, each with a name and rules, as in 'groups: [{name: up, rules: [{alert: Down, expr: up == 0}]}]'.";

    /// <summary>Reads a file. A missing or unreadable file is an error like any other.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input. Errors name it as it is given here.</param>
    public static RuleFileResult ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var errors = new ErrorList();
        return FileContent.Read(path, errors) is { } bytes ? Read(bytes, path) : new RuleFileResult(null, errors.ToSorted());
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="content">The YAML in UTF-8.</param>
    /// <param name="file">The name of the file in errors.</param>
    public static RuleFileResult Read(ReadOnlySpan<byte> content, string file)
    {
        var errors = new ErrorList();
        var documents = YamlDocument.ReadForeign(content, file, errors);
        Cursor[] specs = [.. documents.SelectMany(document => SpecsOf(Cursor.Root(document, errors), isAlone: documents.Length == 1))];
        if (specs.Length == 0 && errors.Count == 0) errors.Add(Place.Whole(file), "", "must have groups of rules, got nothing", Meaning);
        RuleGroup[] groups = [.. specs.SelectMany(spec => RuleGroupReader.ReadAll(spec, file))];
        foreach (var twice in groups.GroupBy(group => group.Name, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
            errors.Add(twice.Skip(1).First().Place, "", $"the group {twice.Key} is given twice, first in line {twice.First().Place.Line}");
        if (errors.Count > 0) return new RuleFileResult(null, errors.ToSorted());
        var isPlain = specs is [{ Path: "" }] && !specs[0].Node.HasNewerKeys();
        return new RuleFileResult(new RuleFile(file, [.. groups], isPlain ? Encoding.UTF8.GetString(content) : YamlText.Document(RuleFileText.Of(specs.Select(spec => spec.Node)))), []);
    }

    // The maps that have groups: the document itself, the spec of a manifest, those of a list of manifests. Manifests of other kinds have no rules.
    private static IEnumerable<Cursor> SpecsOf(Cursor document, bool isAlone)
    {
        if (document.Node is not MapNode map)
        {
            document.ReportMismatch("a map with groups");
            return [];
        }

        if (map.Find("kind")?.Value is not ScalarNode kind) return [document with { Meaning = Meaning }];
        if (kind.Text == Manifest && map.Find("spec") is { Value: MapNode } spec) return [document.Enter(spec, Meaning)];
        if (kind.Text.EndsWith("List", StringComparison.Ordinal) && map.Find("items") is { Value: ListNode } items)
            return document.Enter(items).EnterItems("a list of manifests").SelectMany(item => SpecsOf(item, isAlone: false));
        if (isAlone) document.At("kind").Report($"must be {Manifest} with a spec, got {kind.Found}", Meaning);
        return [];
    }
}
