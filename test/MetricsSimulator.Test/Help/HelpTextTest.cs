using MetricsSimulator.Cli.Help;

namespace MetricsSimulator.Test.Help;

public sealed class HelpTextTest
{
    private static readonly HelpPage Page = new("program run", "Run it.",
    [
        new HelpSection("Usage", [new HelpBlock.Usage("program run --duration SPAN [OPTIONS] FILE")]),
        new HelpSection("Example", [new HelpBlock.Example("An hour:", "program run --duration 1h --seed 42 file.yaml")]),
        new HelpSection("Options", [new HelpBlock.Item("-d, --duration SPAN", "How long to run. Required."), new HelpBlock.Item("--seed N", "The seed.")]),
    ]);

    [Fact]
    public void Where_there_is_room_terms_and_meanings_stand_side_by_side() => Assert.Equal(
        """
        Usage:
          program run --duration SPAN [OPTIONS] FILE

        Run it.

        Example:
          An hour:
            program run --duration 1h --seed 42 file.yaml

        Options:
          -d, --duration SPAN  How long to run. Required.
              --seed N         The seed.

        """, HelpText.Of(Page, 80));

    [Fact]
    public void In_a_narrow_terminal_meanings_stand_below_and_a_command_is_broken_between_options() => Assert.Equal(
        """
        Usage:
          program run --duration SPAN [OPTIONS]
              FILE

        Run it.

        Example:
          An hour:
            program run --duration 1h \
              --seed 42 file.yaml

        Options:
          -d, --duration SPAN
              How long to run. Required.
          --seed N
              The seed.

        """, HelpText.Of(Page, 40));

    [Theory]
    [InlineData(0, 40)]
    [InlineData(40, 40)]
    [InlineData(1000, 100)]
    public void A_width_that_nobody_can_read_is_brought_to_one_that_can_be_read(int width, int same) => Assert.Equal(HelpText.Of(Page, same), HelpText.Of(Page, width));
}
