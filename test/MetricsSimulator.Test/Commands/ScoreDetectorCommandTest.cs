using System.Text.Json;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary><c>score-detector</c>, with detectors whose scores are known before.</summary>
public sealed class ScoreDetectorCommandTest
{
    private static readonly string[] s_run = ["--scenario", "incidents", "--seed", "3", "--start", "2026-01-05T00:00:00Z", "--duration", "1d"];

    [Fact]
    public async Task A_detector_that_says_the_truth_finds_everything_at_once()
    {
        using var folder = new TemporaryFolder();
        // Two anomalies that touch would be one detection.
        foreach (var format in (string[])["json", "csv"])
        {
            var truth = folder.Write("truth." + format, (await Ran.Async(["truth", .. s_run, "--format", format])).Output);
            var known = Detector(await ScoreAsync(truth, "--incidents", truth));
            Assert.True(Number(known, "judged") > 10);
            Assert.Equal((Number(known, "judged"), 1, 0, 0), (Number(known, "detected"), Number(known, "recall"), Number(known, "delay_worst"), Number(known, "unmatched_per_day")));
            Assert.False(known.TryGetProperty("false_per_day", out _));

            // An anomaly begins before its first trace, so that a detector which knows it must speak again.
            var ofRun = Detector(await ScoreAsync([truth, .. s_run, "--match", "outage, truncated", "--twin", folder.Write("none.csv", "")]));
            Assert.Equal((1, 1, 0, 0), (Number(ofRun, "recall"), Number(ofRun, "precision"), Number(ofRun, "false_per_day"), Number(ofRun, "firing_share")));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("start,end\n")]
    [InlineData("start\n2020-01-01T00:00:00Z\n2030-01-01T00:00:00Z\n")]
    public async Task A_detector_that_says_nothing_in_the_judged_time_finds_nothing(string found)
    {
        using var folder = new TemporaryFolder();
        var detector = Detector(await ScoreAsync([folder.Write("found", found), .. s_run]));
        Assert.Equal(("detector", 0, 0), (detector.GetProperty("alert").GetString(), Number(detector, "recall"), Number(detector, "unmatched_per_day")));
        Assert.Equal(Number(detector, "judged"), Number(detector, "missed") + Number(detector, "too_short"));
    }

    [Fact]
    public async Task A_detector_that_always_fires_finds_nothing_and_fires_on_the_twin()
    {
        using var folder = new TemporaryFolder();
        const string Always = """{"start": "2026-01-04T00:00:00Z", "end": "2026-01-07T00:00:00Z", "detector": "always", "twin": true}""";
        var detector = Detector(await ScoreAsync([folder.Write("found.json", Always + "\n" + Always.Replace("true", "false", StringComparison.Ordinal)), .. s_run]));
        Assert.Equal(("always", 0, 1, 1), (detector.GetProperty("alert").GetString(), Number(detector, "recall"), Number(detector, "firing_share"), Number(detector, "false_per_day")));
        Assert.Equal(Number(detector, "judged"), Number(detector, "already_firing"));
    }

    [Fact]
    public async Task Instants_near_each_other_are_one_detection_and_labels_say_what_it_is_about()
    {
        using var folder = new TemporaryFolder();
        var incidents = folder.Write("incidents.csv", "start,end,kind,labels.model\n1767571200,1767571500,slow,opus\n1767578400,1767578700,slow,haiku\n");
        const string Found = "start,detector,labels.model\n1767571230,points,opus\n1767571260.5,points,opus\n1767571400,points,opus\n1767578460,points,opus\n";
        var detector = Detector(await ScoreAsync(folder.Write("found.csv", Found), "--incidents", incidents));
        // The third is a flap. The last is about another model than the incident.
        Assert.Equal((2, 1, 30, 1), (Number(detector, "judged"), Number(detector, "detected"), Number(detector, "delay_median"), Number(detector, "flaps")));
        Assert.Equal(1, Number(detector, "unmatched_per_day"));
        var joined = Detector(await ScoreAsync(folder.File("found.csv"), "--incidents", incidents, "--join", "5m"));
        Assert.Equal((1, 0), (Number(joined, "detected"), Number(joined, "flaps")));
    }

    [Theory]
    [InlineData("table", "DETECTOR")]
    [InlineData("csv", "alert,group,file,not_scored")]
    [InlineData("junit", "recall>=0.9: it is 0")]
    public async Task A_requirement_that_is_not_met_ends_with_status_3_in_every_format(string format, string expected)
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async(["score-detector", folder.Write("found", ""), .. s_run, "--format", format, "--require", "recall>=0.9"]);
        Assert.Equal((3, ""), (ran.Status, ran.Error));
        Assert.Contains(expected, System.Net.WebUtility.HtmlDecode(ran.Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start\n1\n", "", "score-detector: needs what went wrong. Give --incidents, or the run that the detector saw")]
    [InlineData("start\n1\n", "--incidents INCIDENTS --seed 1", "--seed: cannot be combined with --incidents, which says what went wrong. Leave out one of the two.\n")]
    [InlineData("start\n1\n", "--incidents INCIDENTS --require false_per_day<=1", "--require: false_per_day needs the same history without incidents, and there is none here.")]
    [InlineData("start\n1\n", "--incidents INCIDENTS --incidents-per-day 1", "--incidents-per-day: needs --twin, because precision")]
    [InlineData("start\n1\n", "--incidents INCIDENTS --match outrage", "--match: unknown kind of anomaly 'outrage'. Known are ")]
    [InlineData("start,twin\n1,false\n", "--incidents INCIDENTS --twin INCIDENTS", "has a field twin already. Give what the detector found on the twin once.\n")]
    [InlineData("start,twin\n1,yes\n", "--incidents INCIDENTS", "found:2:1: twin must be true or false, got 'yes'.\n")]
    [InlineData("strat\n1\n", "--incidents INCIDENTS", "found:2:1: needs start, found strat.\n")]
    [InlineData("start,end\n2,1\n", "--incidents INCIDENTS", "found:2:1: end must not lie before start, got 1.\n")]
    public async Task What_cannot_be_judged_is_refused(string found, string options, string expected)
    {
        using var folder = new TemporaryFolder();
        var incidents = folder.Write("incidents.csv", "start,end,kind\n1,2,a\n");
        var ran = await Ran.Async(["score-detector", folder.Write("found", found), .. options.Replace("INCIDENTS", incidents, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
    }

    private static JsonElement Detector(Ran ran)
    {
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        return Assert.Single(JsonDocument.Parse(ran.Output).RootElement.GetProperty("alerts").EnumerateArray());
    }

    private static double Number(JsonElement detector, string figure) => detector.GetProperty(figure).GetDouble();

    private static Task<Ran> ScoreAsync(params string[] arguments) => Ran.Async(["score-detector", .. arguments, "--format", "json"]);
}
