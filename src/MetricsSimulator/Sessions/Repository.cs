using System.Collections.Immutable;

namespace MetricsSimulator.Sessions;

/// <summary>A repository in which sessions work.</summary>
public sealed record Repository
{
    private static readonly ImmutableArray<string> s_providers = ["github", "gitlab", "bitbucket", "gitea"];

    /// <summary>Creates a repository.</summary>
    /// <param name="path">Its host, owner and name, as in <c>github.com/example-org/web</c>. The owner may have several parts.</param>
    /// <exception cref="ArgumentException"><see cref="Violation"/> names a broken rule.</exception>
    public Repository(string path)
    {
        Rule.Require(Violation(path), nameof(path));
        var (first, last) = (path.IndexOf('/', StringComparison.Ordinal), path.LastIndexOf('/'));
        (Path, Owner, Name) = (path, path[(first + 1)..last], path[(last + 1)..]);
        Provider = path[..first].Split('.').FirstOrDefault(part => s_providers.Contains(part, StringComparer.Ordinal));
    }

    /// <summary>Its host, owner and name.</summary>
    public string Path { get; }

    /// <summary>Its URL.</summary>
    public string Url => $"https://{Path}";

    /// <summary>Its owner: a user, an organization or a group.</summary>
    public string Owner { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The software of its host, as in <c>github</c>; null if the name of the host does not tell.</summary>
    public string? Provider { get; }

    /// <summary>The rule that a path breaks; null if it breaks none.</summary>
    public static string? Violation(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Split('/');
        return parts.Length >= 3 && Array.TrueForAll(parts, part => part.Length > 0 && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_'))
            ? null
            : Rule.Broken("must be HOST/OWNER/NAME in lower case, as in github.com/example-org/web", path);
    }
}
