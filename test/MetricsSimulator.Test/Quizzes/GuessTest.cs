using MetricsSimulator.Cli.Quizzes;
using MetricsSimulator.Configuration;
using MetricsSimulator.Model;

namespace MetricsSimulator.Test.Quizzes;

public sealed class GuessTest
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 22, 0, 0, TimeSpan.Zero);
    private static readonly SimulationModel s_model = ConfigurationReader.BuiltIn.ToModel(1, s_start);

    [Theory]
    [InlineData("spike cost{model=\"claude-3-opus\"} 23:05 23:30", "{model=\"claude-3-opus\"}", "2026-01-05T23:05:00Z", "2026-01-05T23:30:00Z")]
    [InlineData("spike  cost 23:05:30 1:10", "", "2026-01-05T23:05:30Z", "2026-01-06T01:10:00Z")]
    [InlineData("spike cost{ model = 'claude-3-opus', } 23:05 23:30", "{model=\"claude-3-opus\"}", "2026-01-05T23:05:00Z", "2026-01-05T23:30:00Z")]
    [InlineData("spike otel_claude_code_cost_usd{model=\"claude-3-opus\"} 23:05 23:30", "{model=\"claude-3-opus\"}", "2026-01-05T23:05:00Z", "2026-01-05T23:30:00Z")]
    [InlineData("spike cost{model=~\".*opus\"} 23:05 23:30", "{model=\"claude-3-opus\"}", "2026-01-05T23:05:00Z", "2026-01-05T23:30:00Z")]
    [InlineData("spike cost{model=~\"claude.+\"} 23:05 23:30", "", "2026-01-05T23:05:00Z", "2026-01-05T23:30:00Z")]
    [InlineData("spike cost{model!=\"claude-3-opus\"} 23:05 23:30", "{model!=\"claude-3-opus\"}", "2026-01-05T23:05:00Z", "2026-01-05T23:30:00Z")]
    [InlineData("spike cost 2026-01-06T00:05:00Z 2026-01-06T00:06:00Z", "", "2026-01-06T00:05:00Z", "2026-01-06T00:06:00Z")]
    public void An_answer_is_read(string text, string matchers, string from, string to)
    {
        var guess = Guess.Read(text, s_start, s_model, out var violation);
        Assert.Null(violation);
        Assert.Equal(new Guess("spike", "cost", matchers, DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null)), guess);
    }

    [Theory]
    [InlineData("spike cost 23:05", "must be KIND METRIC FROM TO, as in 'spike cost{model=\"claude-3-opus\"} 14:05 14:30', got 'spike cost 23:05'")]
    [InlineData("spyke cost 23:05 23:30", "the kind must be one of dropout, error_burst, flatline, latency_shift, level_shift, spike, got 'spyke'. Did you mean 'spike'?")]
    [InlineData("spike costs 23:05 23:30", "the metric must be one of token_usage, cost, tool_usage, error, session_duration, got 'costs'. Did you mean 'cost'?")]
    [InlineData("spike cost 25:05 23:30", "the beginning must be a time such as 14:05 or 2026-01-05T14:05:00Z, in UTC, got '25:05'")]
    [InlineData("spike cost 23:05 soon", "the end must be a time such as 14:05 or 2026-01-05T14:05:00Z, in UTC, got 'soon'")]
    [InlineData("spike cost 23:30 23:05", "the end must be after the beginning, got '23:30 23:05'")]
    [InlineData("error_burst cost 23:05 23:30", "a quiz hides no error_burst in cost, only level_shift, spike, flatline, dropout")]
    [InlineData("spike cost{banana} 23:05 23:30", "must be label matchers like {model=~\"claude-3-.*\"}, with =, !=, =~ or !~ at character 8, got '{banana}'")]
    [InlineData("spike cost{modle=\"x\"} 23:05 23:30", "no series matches cost{modle=\"x\"}. It has no label 'modle'. Its labels are model")]
    [InlineData("spike cost{model=\"nosuch\"} 23:05 23:30", "no series matches cost{model=\"nosuch\"}. The values of 'model' are claude-3-sonnet, claude-3-haiku, claude-3-opus")]
    [InlineData("spike cost 2pm 3pm", "the beginning must be a time such as 14:05 or 2026-01-05T14:05:00Z, in UTC, got '2pm'")]
    [InlineData("spike cost 20:00 21:00", "the times must be in the history of the quiz, from 2026-01-05T22:00:00Z to 2026-01-06T04:00:00Z, got '20:00 21:00'")]
    [InlineData("spike cost 2020-01-01T00:00:00Z 2020-01-02T00:00:00Z", "the times must be in the history of the quiz, from 2026-01-05T22:00:00Z to 2026-01-06T04:00:00Z, got '2020-01-01T00:00:00Z 2020-01-02T00:00:00Z'")]
    public void What_is_no_answer_is_explained(string text, string expected)
    {
        Assert.Null(Guess.Read(text, s_start, s_model, out var violation));
        Assert.Equal(expected, violation);
    }
}
