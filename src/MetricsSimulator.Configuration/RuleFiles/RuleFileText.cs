using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.RuleFiles;

/// <summary>The groups of several documents as one file that Prometheus reads.</summary>
internal static class RuleFileText
{
    private const string Groups = "groups";

    // Prometheus 2.53 and 3.0 brought the first two, Thanos has the others. What they change is done here, without Prometheus.
    private static readonly string[] s_newer = ["query_offset", "labels", "partial_response_strategy", "partialResponseStrategy"];

    /// <summary>Whether a group of a document has a key that an older Prometheus refuses.</summary>
    public static bool HasNewerKeys(this Node spec) =>
        GroupsOf(spec).OfType<MapNode>().Any(group => group.Entries.Any(entry => s_newer.Contains(entry.Name)));

    /// <summary>The groups of all documents, without such keys.</summary>
    public static MapNode Of(IEnumerable<Node> specs) =>
        new(default, [new MapEntry(Groups, default, new ListNode(default, [.. specs.SelectMany(GroupsOf).Select(Older)]))]);

    private static IEnumerable<Node> GroupsOf(Node spec) => (spec as MapNode)?.Find(Groups)?.Value is ListNode list ? list.Items : [];

    private static Node Older(Node group) =>
        group is MapNode map ? new MapNode(map.Place, [.. map.Entries.Where(entry => !s_newer.Contains(entry.Name))]) : group;
}
