using System.Globalization;
using System.Text;

namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>A page of results. The targets come first, and then the measurements.</summary>
internal abstract class MarkdownPage
{
    private readonly StringBuilder text = new();

    public override string ToString() => text.ToString();

    protected void WriteTop(string title, DateTimeOffset date, Machine machine, Load before, Load after, string peers)
    {
        Line($"# {title}");
        Line($"");
        Line($"Written by `make bench`; `bench/README.md` says what each number means.");
        Line($"Absolute times belong to this machine; compare the ratios.");
        Heading("Where");
        Line($"- {date:yyyy-MM-dd HH:mm} UTC, commit `{machine.Commit}`");
        Line($"- {machine.Processor}, {machine.Cores} cores, {machine.MemoryGiB:0.0} GiB, {machine.Kernel}");
        Line($"- .NET {machine.DotNet}, {peers}");
        Line($"- load average before {before.Average}, after {after.Average}");
        Line($"- the host of a virtual machine kept {after.StolenShareSince(before):0 %} of the time for others");
    }

    protected void WriteClaims(IReadOnlyList<Claim> claims)
    {
        Heading("Promised and measured");
        Line($"| promise | target | measured | met |");
        Line($"|---|--:|--:|---|");
        foreach (var claim in claims)
        {
            var met = claim.IsMet switch { true => "yes", false => "**no**", null => "not measured" };
            var limit = claim.IsAtMost ? "at most" : "at least";
            Line($"| {claim.What} | {limit} {Amount(claim.Target, claim.Unit)} | {Amount(claim.Measured, claim.Unit)} | {met} |");
        }
    }

    protected void Heading(string heading)
    {
        Line($"");
        Line($"## {heading}");
        Line($"");
    }

    protected void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    protected static string Mebibytes(long? bytes) =>
        bytes is null or 0 ? "" : (bytes.Value / (1024.0 * 1024)).ToString("0", CultureInfo.InvariantCulture);

    protected static string Amount(double? value, string unit) => value is not { } number
        ? "–"
        : unit == "×" && number < 0.5
            ? string.Create(CultureInfo.InvariantCulture, $"1/{1 / number:0.0}")
            : string.Create(CultureInfo.InvariantCulture, $"{number:0.##} {unit}");
}
