using System.Text.RegularExpressions;

namespace MetricsSimulator.Test.Commands;

/// <summary><c>serve --hide-truth</c>.</summary>
public sealed class ServeHideTruthTest
{
    private static readonly string[] s_command = ["serve", "--port", "0", "--seed", "918273645", "--scenario", "load_test", "--stop-after", "10ms", "--hide-truth"];

    [Fact]
    public async Task A_drawn_token_is_printed_once_and_differs_each_time()
    {
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 2; i++)
        {
            var ran = await Ran.Async(s_command);
            Assert.Equal(0, ran.Status);
            var match = Assert.Single(Regex.Matches(ran.Error, "The control token is ([0-9a-f]{32}), because SIMULATOR_TOKEN is not set", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
            Assert.True(tokens.Add(match.Groups[1].Value));
            Assert.DoesNotContain(match.Groups[1].Value, ran.Output, StringComparison.Ordinal);
            AssertHides(ran);
        }
    }

    [Fact]
    public async Task A_token_of_the_environment_is_not_printed()
    {
        var ran = await Ran.InAsync(context => context with { Token = "s3cret" }, s_command);
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        AssertHides(ran);
    }

    [Fact]
    public async Task A_history_with_the_truth_contradicts_it() =>
        Assert.Equal(
            new Ran(2, "", "--truth: writes what --hide-truth withholds. Leave out one of the two.\n"), await Ran.Async("serve", "--hide-truth", "--history", "1h", "--truth"));

    private static void AssertHides(Ran ran)
    {
        Assert.Contains("The truth is hidden", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("918273645", ran.Output + ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("load_test", ran.Output + ran.Error, StringComparison.Ordinal);
    }
}
