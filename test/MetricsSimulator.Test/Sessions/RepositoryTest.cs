using MetricsSimulator.Sessions;

namespace MetricsSimulator.Test.Sessions;

/// <summary>What the path of a repository says about it.</summary>
public sealed class RepositoryTest
{
    [Theory]
    [InlineData("github.com/example-org/web", "example-org", "web", "github")]
    [InlineData("gitlab.example.com/group/part/api", "group/part", "api", "gitlab")]
    [InlineData("bitbucket.org/team/old_site", "team", "old_site", "bitbucket")]
    [InlineData("git.example.com/team/tools", "team", "tools", null)]
    public void Owner_name_and_provider_follow_from_the_path(string path, string owner, string name, string? provider)
    {
        var repository = new Repository(path);

        Assert.Equal(($"https://{path}", owner, name, provider), (repository.Url, repository.Owner, repository.Name, repository.Provider));
    }

    [Theory]
    [InlineData("")]
    [InlineData("web")]
    [InlineData("github.com/web")]
    [InlineData("github.com//web")]
    [InlineData("GitHub.com/example-org/web")]
    [InlineData("https://github.com/example-org/web")]
    public void A_path_that_is_none_is_refused(string path) => Assert.Contains("HOST/OWNER/NAME", Assert.Throws<ArgumentException>(() => new Repository(path)).Message, StringComparison.Ordinal);
}
