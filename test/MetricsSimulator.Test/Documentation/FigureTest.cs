using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Documentation;

/// <summary>The figures are what the simulator draws.</summary>
[Trait("needs", "programs")]
public sealed class FigureTest
{
    [Fact]
    public void Drawn_again_every_figure_is_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("figures");
        try
        {
            Assert.Empty(Shell.Run($"python3 docs/figures/draw.py '{folder.FullName}'"));
            var figures = Directory.GetFiles(Path.Combine(Repository.Root, "docs/figures"), "*.svg");
            Assert.NotEmpty(figures);
            Assert.All(figures, figure => Assert.Equal(File.ReadAllText(figure), File.ReadAllText(Path.Combine(folder.FullName, Path.GetFileName(figure)))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
