using System.Text;

namespace FolderGraph;

/// <summary>A graph of the folders in each project. An arrow leads from a folder to one that it uses.</summary>
internal sealed class Graph
{
    private readonly SortedDictionary<string, SortedDictionary<string, List<FolderUse>>> _arrows = new(StringComparer.Ordinal);

    /// <param name="uses">The uses that make up the arrows.</param>
    /// <param name="folders">Folders that may have no arrow.</param>
    public Graph(IEnumerable<FolderUse> uses, IEnumerable<string> folders)
    {
        foreach (var folder in folders) _arrows.TryAdd(folder, new(StringComparer.Ordinal));
        foreach (var use in uses)
        {
            var targets = _arrows.TryGetValue(use.From, out var known) ? known : _arrows[use.From] = new(StringComparer.Ordinal);
            if (!targets.TryGetValue(use.To, out var places)) targets[use.To] = places = [];
            places.Add(use);
            _arrows.TryAdd(use.To, new(StringComparer.Ordinal));
        }
    }

    /// <summary>The graph of the code.</summary>
    public static Graph Of(SourceCode code) => new(code.Uses(), code.Namespaces().Select(file => SourceCode.FolderOf(file.File)));

    /// <summary>The arrows that are part of a cycle, each with its places in the code: a path leads from the end of the arrow back to its beginning.</summary>
    public IEnumerable<(string From, string To, IReadOnlyList<FolderUse> Uses)> ArrowsInCircles()
    {
        foreach (var (from, targets) in _arrows)
            foreach (var (to, uses) in targets)
                if (Reaches(to, from)) yield return (from, to, uses);
    }

    /// <summary>
    /// The graph as text: project by project, each folder below those that use it. If there is no cycle, every arrow points down.
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var project in _arrows.Keys.GroupBy(SourceCode.ProjectOf, StringComparer.Ordinal))
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(project.Key).Append('\n');
            var folders = FromTheTop(project).ToList();
            var width = folders.Max(folder => NameOf(folder).Length);
            foreach (var folder in folders)
            {
                var targets = _arrows[folder].Keys.OrderBy(folders.IndexOf).Select(NameOf);
                text.Append("  ").Append($"{NameOf(folder).PadRight(width)}  → {string.Join(", ", targets)}".TrimEnd(' ', '→')).Append('\n');
            }
        }

        return text.ToString();
    }

    // A folder comes after all folders that use it. Among folders in a cycle, the first by name comes first.
    private IEnumerable<string> FromTheTop(IEnumerable<string> folders)
    {
        var left = new SortedSet<string>(folders, StringComparer.Ordinal);
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(folder => !left.Any(other => other != folder && _arrows[other].ContainsKey(folder) && !Reaches(folder, other))) ?? left.First();
            left.Remove(next);
            yield return next;
        }
    }

    private bool Reaches(string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        var next = new Stack<string>(seen);
        while (next.TryPop(out var folder))
        {
            if (folder == to) return true;
            foreach (var target in _arrows[folder].Keys.Where(seen.Add)) next.Push(target);
        }

        return false;
    }

    private static string NameOf(string folder) => folder.Contains('/') ? folder[(folder.IndexOf('/') + 1)..] : ".";
}
