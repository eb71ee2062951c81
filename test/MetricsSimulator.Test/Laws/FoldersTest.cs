using FolderGraph;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Laws;

/// <summary>Law 2 between folders: inside a project, arrows never turn back and never run in circles.</summary>
[Trait("takes", "seconds")]
public sealed class FoldersTest
{
    private const string Page = "docs/architecture.md";

    private static readonly Lazy<Graph> Arrows = new(() => Graph.Of(ProductCode.Value));

    [Fact]
    public void No_folder_leads_back_to_itself()
    {
        var circles = Arrows.Value.ArrowsInCircles().Select(arrow =>
            $"{arrow.From} -> {arrow.To}\n  {string.Join("\n  ", arrow.Uses.DistinctBy(use => (use.File, use.Type)).Take(20).Select(use => $"src/{use.File}:{use.Line}: {use.Type}"))}\n");
        Assert.True(!circles.Any(), $"These arrows between folders lie on a circle:\n{string.Concat(circles)}");
    }

    [Fact]
    public void The_page_on_the_architecture_shows_the_folders()
    {
        var page = File.ReadAllText(Repository.PathOf(Page));
        Assert.True(GraphPage.Write(page, Arrows.Value.ToString()) == page, $"{Page} is stale: run 'make docs'.");
    }

    [Fact]
    public void A_namespace_is_the_path_of_its_folder()
    {
        foreach (var (file, space) in ProductCode.Value.Namespaces())
            Assert.True(space == SourceCode.FolderOf(file).Replace('/', '.'), $"src/{file} declares the namespace {space}.");
    }

    [Fact]
    public void A_circle_is_found_and_named()
    {
        var code = SourceCode.Of(
        [
            ("P/A/One.cs", "namespace P.A; class One { public B.Two? Next; }"),
            ("P/B/Two.cs", "namespace P.B; class Two { public C.Three Next() => new(); }"),
            ("P/C/Three.cs", "namespace P.C;\nclass Three { void Ask() { var next = new P.D.Four().Back; } }"),
            ("P/D/Four.cs", "namespace P.D; class Four { public P.A.One? Back; public P.E.Five? Down; }"),
            ("P/E/Five.cs", "namespace P.E; class Five;"),
            ("Q/A/Six.cs", "namespace Q.A; class Six { P.A.One? one; }"),
        ]);
        var graph = Graph.Of(code);
        Assert.Equal(["P/A -> P/B", "P/B -> P/C", "P/C -> P/A", "P/C -> P/D", "P/D -> P/A"], graph.ArrowsInCircles().Select(arrow => $"{arrow.From} -> {arrow.To}"));
        Assert.Equal(new FolderUse("P/C", "P/A", "One", "P/C/Three.cs", 2), graph.ArrowsInCircles().Single(arrow => arrow is { From: "P/C", To: "P/A" }).Uses[0]);
    }

    [Fact]
    public void A_folder_stands_above_those_that_it_uses()
    {
        var graph = new Graph([Use("P/B", "P/A"), Use("P", "P/B"), Use("P", "P/C/D"), Use("P/C/D", "P/A"), Use("P/A", "P/C")], ["P/C", "Q/A"]);
        Assert.Equal(
            """
            P
              .    → B, C/D
              B    → A
              C/D  → A
              A    → C
              C

            Q
              A

            """, graph.ToString());

        static FolderUse Use(string from, string to) => new(from, to, "T", from + "/F.cs", 1);
    }
}
