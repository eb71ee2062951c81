using MetricsSimulator.Cli.Lessons;

namespace MetricsSimulator.Test.Lessons;

public sealed class LessonPageTest
{
    private const string Page = """
        # 12. Waves

        *25 minutes.*

        You can see waves.

        ```sh
        lesson 12
        ```

        ## Steps

        ### 1. Look

        See it.

        ```sh
        ## no section
        ### 1. no step
        ```

        ### 2. Look again

        See more.

        ## The idea

        Waves move.

        ## Exercises

        1. What moves?
           And why?
        2. How far?

        The end.
        """;

    [Fact]
    public void A_page_is_read_in_its_parts()
    {
        var page = LessonPage.Parse(Page);
        Assert.Equal("Waves", page.Title);
        Assert.Equal(25, page.Minutes);
        Assert.Equal("You can see waves.", page.Introduction);
        Assert.Equal(["### 1. Look\n\nSee it.\n\n```sh\n## no section\n### 1. no step\n```\n", "### 2. Look again\n\nSee more.\n"], page.Steps);
        Assert.Equal(["What moves? And why?", "How far?"], page.Questions);
    }

    [Theory]
    [InlineData("Waves", "# 12. Waves")]
    [InlineData("# Waves", "# 12. Waves")]
    [InlineData("*soon*", "*25 minutes.*")]
    [InlineData("## Stairs", "## Steps")]
    [InlineData("## Exercise", "## Exercises")]
    public void A_page_of_another_shape_is_refused(string line, string instead) =>
        Assert.Throws<FormatException>(() => LessonPage.Parse(Page.Replace(instead, line, StringComparison.Ordinal)));
}
