using MetricsSimulator.Test.Documentation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

public sealed class ManTest
{
    [Fact]
    public async Task Every_command_has_a_page_and_the_program_has_one_with_all_topics()
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async("man", "--output", folder.File("man1"));
        Assert.Equal((0, ""), (ran.Status, ran.Output));
        var pages = Directory.GetFiles(folder.File("man1")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal($"{pages.Length} pages in {folder.File("man1")}.\n", ran.Error);
        Assert.Contains("claude-metrics-simulator.1", pages);
        Assert.Contains("claude-metrics-simulator-scenarios-show.1", pages);
        var program = await File.ReadAllTextAsync(folder.File("man1/claude-metrics-simulator.1"), TestContext.Current.CancellationToken);
        Assert.All((string[])["NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "SPANS", "TIMES", "EXIT CODES", "ENVIRONMENT", "FILES", "SEE ALSO"], title => Assert.Contains($".SH {title}\n", program, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_date_of_a_page_is_that_of_the_build_where_one_is_given()
    {
        var ran = await Ran.InAsync(context => context with { Variable = name => name == "SOURCE_DATE_EPOCH" ? "1767225600" : null }, "man");
        Assert.StartsWith(".TH CLAUDE\\-METRICS\\-SIMULATOR 1 2026-01-01 ", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_about_the_command_line_is_what_the_commands_say()
    {
        var ran = await Ran.Async("man", "--format", "markdown");
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        Assert.True(ran.Output == await File.ReadAllTextAsync(Repository.PathOf("docs/command-line.md"), TestContext.Current.CancellationToken), "docs/command-line.md is stale: run `make docs`.");
    }

    [Fact]
    public async Task Markdown_is_one_page_and_needs_no_folder()
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async("man", "--format", "markdown", "--output", folder.Path);
        Assert.Equal((2, "", "--output: must be left out with --format markdown, which is one page on standard output.\n"), (ran.Status, ran.Output, ran.Error));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told_with_status_1()
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async("man", "--output", folder.Write("file", "") + "/man1");
        Assert.Equal((1, ""), (ran.Status, ran.Output));
        Assert.Single(ran.Error, '\n');
    }

    [Fact]
    [Trait("needs", "programs")]
    public void A_disk_that_is_full_leaves_the_pages_that_were_there()
    {
        using var folder = new TemporaryFolder();
        folder.Write("claude-metrics-simulator.1", "old");
        // A limit of the process replaces a full disk. Without the variable, the runtime itself would reach the limit.
        var told = Shell.Run($"trap '' XFSZ; ulimit -S -f 4; export DOTNET_EnableWriteXorExecute=0; claude-metrics-simulator man --output '{folder.Path}' 2>&1 || echo \"status $?\"");
        Assert.Equal(
            $"--output: a file of {folder.Path} would be larger than the disk or the limit of this process allows (see ulimit -f). Choose another place, or raise the limit.\nstatus 1\n", told);
        Assert.Equal("old", File.ReadAllText(Assert.Single(Directory.GetFiles(folder.Path))));
    }

    [Theory]
    [Trait("needs", "programs")]
    [InlineData("man", "LC_ALL=C.UTF-8 MANROFFSEQ= MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z \"$page\" 2>&1 >/dev/null")]
    [InlineData("mandoc", "mandoc -T lint \"$page\" 2>&1")]
    public void Pages_are_without_fault(string program, string check)
    {
        Assert.True(File.Exists($"/usr/bin/{program}"), $"{program} is missing. Install it: eng/install-test-tools.sh");
        using var folder = new TemporaryFolder();
        Assert.Equal("", Shell.Run($"claude-metrics-simulator man --output '{folder.Path}' 2>/dev/null; for page in '{folder.Path}'/*.1; do {check}; done"));
    }

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public void Lintian_finds_no_fault_in_a_package_with_the_pages()
    {
        Assert.True(File.Exists("/usr/bin/lintian"), "lintian is missing. Install it: eng/install-test-tools.sh");
        using var folder = new TemporaryFolder();
        folder.Write("control", "Package: claude-metrics-simulator\nVersion: 1\nArchitecture: all\nMaintainer: Nobody <nobody@example.org>\nDescription: Prometheus metrics\n");
        // The pages of commands have no executable of their name.
        Assert.Equal("", Shell.Run($"""
            cd '{folder.Path}' && mkdir -p deb/DEBIAN && mv control deb/DEBIAN && claude-metrics-simulator man --output deb/usr/share/man/man1 2>/dev/null && gzip -9n deb/usr/share/man/man1/* &&
            dpkg-deb --root-owner-group --build deb pages.deb >/dev/null &&
            lintian --allow-root --no-cfg --check-part documentation/manual --display-info --pedantic --display-experimental --suppress-tags spare-manual-page pages.deb
            """));
    }

    [Fact]
    [Trait("needs", "programs")]
    public void A_page_reads_as_the_help_of_the_command()
    {
        using var folder = new TemporaryFolder();
        var page = Shell.Run(
            $"claude-metrics-simulator man --output '{folder.Path}' 2>/dev/null; LC_ALL=C.UTF-8 MANWIDTH=80 MAN_KEEP_FORMATTING= man --local-file '{folder.Path}/claude-metrics-simulator-generate.1' | col --no-backspaces");
        Assert.Contains("claude-metrics-simulator generate --duration SPAN [OPTIONS]", page, StringComparison.Ordinal);
        Assert.Contains("-s, --scenario NAME|FILE", page, StringComparison.Ordinal);
        Assert.Contains("'serve --journal'", string.Join(' ', page.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
