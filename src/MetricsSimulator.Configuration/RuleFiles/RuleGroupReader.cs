using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.RuleFiles;

/// <summary>Reads the groups of a file of rules. It knows the keys that decide what is evaluated, and leaves the others to Prometheus.</summary>
internal static class RuleGroupReader
{
    private const string Meaning = "A rule records what its expression returns (record, expr), or fires when it returns something (alert, expr).";

    /// <summary>The groups of a document. Errors are added for what cannot be read.</summary>
    public static IEnumerable<RuleGroup> ReadAll(Cursor spec, string file)
    {
        var map = (MapNode)spec.Node;
        if (map.Find("groups") is { } groups)
        {
            foreach (var group in spec.Enter(groups).EnterItems("a list of groups").ToArray())
                if (Read(group, file) is { } read) yield return read;
        }
        else
        {
            spec.Report($"must have the key groups, got {(map.Entries.IsEmpty ? "no keys" : string.Join(", ", map.Entries.Select(entry => entry.Name)))}");
        }
    }

    private static RuleGroup? Read(Cursor cursor, string file)
    {
        if (cursor.Node is not MapNode map)
        {
            cursor.ReportMismatch("a group with a name and rules");
            return null;
        }

        if (Text(cursor, map, "name") is not { Length: > 0 } name)
        {
            cursor.ReportMissing(new MissingKey("name"));
            return null;
        }

        var labels = Labels(cursor, map, "labels");
        var rules = map.Find("rules") is { Value: not ScalarNode { IsNull: true } } list
            ? cursor.Enter(list).EnterItems("a list of rules").Select(rule => ReadRule(rule, labels)).OfType<RuleDefinition>().ToImmutableArray()
            : [];
        var interval = Duration(cursor, map, "interval");
        return new RuleGroup(file, name, rules, cursor.Node.Place)
        {
            Interval = interval > TimeSpan.Zero ? interval : RuleGroup.GlobalInterval,
            QueryOffset = Duration(cursor, map, "query_offset"),
            Limit = Whole(cursor, map, "limit"),
        };
    }

    private static RuleDefinition? ReadRule(Cursor cursor, ImmutableArray<KeyValuePair<string, string>> ofGroup)
    {
        if (cursor.Node is not MapNode map)
        {
            cursor.ReportMismatch("a rule");
            return null;
        }

        var (alert, record, expression) = (Text(cursor, map, "alert"), Text(cursor, map, "record"), Text(cursor, map, "expr"));
        if ((alert ?? record) is not { Length: > 0 } name || expression is not { Length: > 0 } || (alert is not null && record is not null))
        {
            cursor.Report("must have expr, and either alert or record", Meaning);
            return null;
        }

        var own = Labels(cursor, map, "labels");
        ImmutableArray<KeyValuePair<string, string>> labels = [.. ofGroup.Where(label => own.All(each => each.Key != label.Key)), .. own];
        if (alert is null) return new RecordingRule(name, expression, labels, cursor.Node.Place);
        return new AlertingRule(name, expression, labels, cursor.Node.Place)
        {
            For = Duration(cursor, map, "for"),
            KeepFiringFor = Duration(cursor, map, "keep_firing_for"),
            Annotations = Labels(cursor, map, "annotations"),
        };
    }

    private static string? Text(Cursor cursor, MapNode map, string key)
    {
        if (map.Find(key) is not { } entry) return null;
        if (entry.Value is ScalarNode scalar) return scalar.Text;
        cursor.Enter(entry).ReportMismatch("a text");
        return null;
    }

    private static TimeSpan Duration(Cursor cursor, MapNode map, string key)
    {
        if (Text(cursor, map, key) is not { Length: > 0 } text) return default;
        if (!PrometheusDuration.TryParse(text, out var duration)) cursor.At(key).ReportMismatch(PrometheusDuration.Expected);
        return duration;
    }

    private static int Whole(Cursor cursor, MapNode map, string key)
    {
        if (Text(cursor, map, key) is not { } text) return 0;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) cursor.At(key).ReportMismatch("a whole number of 0 or more");
        return value;
    }

    private static ImmutableArray<KeyValuePair<string, string>> Labels(Cursor cursor, MapNode map, string key)
    {
        if (map.Find(key) is not { Value: not ScalarNode { IsNull: true } and not ScalarNode { IsEmpty: true } } entry) return [];
        if (entry.Value is MapNode labels && labels.Entries.All(label => label.Value is ScalarNode))
            return [.. labels.Entries.Select(label => KeyValuePair.Create(label.Name, label.Value is ScalarNode { IsNull: false } value ? value.Text : ""))];
        cursor.Enter(entry).ReportMismatch("a map of names to texts");
        return [];
    }
}
