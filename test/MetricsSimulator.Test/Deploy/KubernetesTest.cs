using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Deploy;

/// <summary>The files of <c>deploy/kubernetes/</c>: their fields, and their command lines on the real executable.</summary>
public sealed class KubernetesTest
{
    private const string Pod = "spec/template/spec/";
    private const string Container = Pod + "containers/0/";

    private static readonly Manifest s_job = Manifest.Read("backfill-job.yaml", "Job");

    private static readonly Manifest s_set = Manifest.Read("serve-statefulset.yaml", "StatefulSet");

    /// <summary>What both run pods of.</summary>
    public static TheoryData<string> Workloads => ["Job", "StatefulSet"];

    [Theory]
    [MemberData(nameof(Workloads))]
    public void A_pod_has_no_privileges_and_bounds_to_what_it_takes(string kind)
    {
        var workload = Of(kind);
        Assert.Equal("false", workload[Pod + "automountServiceAccountToken"]);
        Assert.Equal("true", workload[Pod + "securityContext/runAsNonRoot"]);
        // The user of the image.
        Assert.Equal("65532", workload[Pod + "securityContext/runAsUser"]);
        Assert.Equal("RuntimeDefault", workload[Pod + "securityContext/seccompProfile/type"]);
        Assert.Equal("false", workload[Container + "securityContext/allowPrivilegeEscalation"]);
        Assert.Equal("true", workload[Container + "securityContext/readOnlyRootFilesystem"]);
        Assert.Equal(["ALL"], workload.List(Container + "securityContext/capabilities/drop"));
        Assert.NotEmpty(workload.Map(Container + "resources/requests"));
        Assert.NotEmpty(workload[Container + "resources/limits/memory"]);
    }

    [Fact]
    public void There_are_as_many_pods_as_shards()
    {
        Assert.Equal("Indexed", s_job["spec/completionMode"]);
        Assert.Equal("--shard=3/" + s_job["spec/completions"], ShardOf(Arguments(s_job, 3)));
        Assert.Equal("--shard=3/" + s_set["spec/replicas"], ShardOf(Arguments(s_set, 3)));
    }

    [Fact]
    public void All_pods_have_one_run_that_begins_when_the_reader_says()
    {
        Assert.Equal(
            new Dictionary<string, string> { ["POD_INDEX"] = "metadata.labels['apps.kubernetes.io/pod-index']", ["START"] = "simulator-run/start" }, s_set.Variables());
        Assert.Equal(new Dictionary<string, string> { ["START"] = "simulator-run/start", ["END"] = "simulator-run/end" }, s_job.Variables());
        Assert.Contains("kubectl create configmap simulator-run --from-literal=start=", File.ReadAllText(Repository.PathOf("deploy/kubernetes/README.md")), StringComparison.Ordinal);
        foreach (var option in (string[])["--seed=", "--start=", "--scenario="])
        {
            var given = Assert.Single(s_set.List(Container + "args"), argument => argument.StartsWith(option, StringComparison.Ordinal));
            Assert.Contains(given, s_job.List(Container + "args"));
        }
    }

    [Fact]
    public void Names_that_stand_in_several_places_are_the_same()
    {
        var service = Manifest.Read("serve-statefulset.yaml", "Service");
        Assert.Equal("None", service["spec/clusterIP"]);
        Assert.Equal(service["metadata/name"], s_set["spec/serviceName"]);
        var labels = s_set.Map("spec/template/metadata/labels");
        Assert.Equal(labels, s_set.Map("spec/selector/matchLabels"));
        Assert.Equal(labels, service.Map("spec/selector"));
        Assert.Equal(service["spec/ports/0/targetPort"], s_set[Container + "ports/0/name"]);
        Assert.Contains("--port=" + s_set[Container + "ports/0/containerPort"], s_set.List(Container + "args"));
        foreach (var probe in (string[])["startupProbe", "readinessProbe", "livenessProbe"])
            Assert.Equal(("/health", s_set[Container + "ports/0/name"]), (s_set[Container + probe + "/httpGet/path"], s_set[Container + probe + "/httpGet/port"]));

        var claim = Manifest.Read("backfill-job.yaml", "PersistentVolumeClaim");
        Assert.Equal(claim["metadata/name"], s_job[Pod + "volumes/0/persistentVolumeClaim/claimName"]);
        Assert.Equal(s_job[Pod + "volumes/0/name"], s_job[Container + "volumeMounts/0/name"]);
        Assert.Contains(Arguments(s_job, 0), argument => argument.StartsWith("--output=" + s_job[Container + "volumeMounts/0/mountPath"] + "/", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("needs", "programs")]
    public void The_scrape_configuration_is_one()
    {
        const string Discovery = "    kubernetes_sd_configs:\n      - role: pod\n";
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(Repository.PathOf("deploy/kubernetes/prometheus.yaml"));
        Assert.Contains(Discovery, text);
        // Debian's Prometheus was built without Kubernetes; all else it can judge.
        var plain = folder.Write("prometheus.yml", text.Replace(Discovery, "    static_configs: [{targets: [localhost:9090]}]\n", StringComparison.Ordinal));
        var checkedFile = ExternalTool.Promtool.Run(["check", "config", plain]);
        Assert.True(checkedFile.Status == 0, checkedFile.ToString());
    }

    [Fact]
    [Trait("needs", "programs")]
    public void The_command_lines_of_the_job_write_the_whole_run()
    {
        using var folder = new TemporaryFolder();
        var mount = "=" + s_job[Container + "volumeMounts/0/mountPath"] + "/";
        var count = int.Parse(s_job["spec/completions"], CultureInfo.InvariantCulture);
        var samples = new List<(string, long, double)>();
        for (var i = 0; i < count; i++)
        {
            Write([.. Arguments(s_job, i).Select(argument => argument.Replace(mount, "=" + folder.Path + "/", StringComparison.Ordinal))]);
            samples.AddRange(PromtoolDump.Read(folder.File(string.Create(CultureInfo.InvariantCulture, $"shard-{i}"))));
        }

        Assert.Equal(count, Directory.GetDirectories(folder.Path).Length);
        Write([.. Arguments(s_job, 0).Where(argument => !argument.StartsWith("--shard=", StringComparison.Ordinal) && !argument.StartsWith("--output=", StringComparison.Ordinal)), "--output=" + folder.File("whole")]);
        Assert.Equal(PromtoolDump.Read(folder.File("whole")).Order(), samples.Order());

        static void Write(string[] arguments)
        {
            Assert.DoesNotContain(arguments, argument => argument.Contains('$', StringComparison.Ordinal));
            var ran = new ExternalTool(Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), "make").Run(arguments);
            Assert.True(ran.Status == 0, ran.ToString());
        }
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task The_command_lines_of_the_set_serve_the_whole_run()
    {
        var count = int.Parse(s_set["spec/replicas"], CultureInfo.InvariantCulture);
        using var client = new HttpClient();
        var series = 0;
        for (var i = 0; i < count; i++)
        {
            // On this machine all pods have one address, which no other machine may reach.
            var port = FreePort.Find().ToString(CultureInfo.InvariantCulture);
            var arguments = Arguments(s_set, i).Select(argument => argument.Split('=')[0] switch
            {
                "--host" => "--host=localhost",
                "--port" => "--port=" + port,
                _ => argument,
            });
            await using var pod = RunningProgram.StartSimulator([.. arguments]);
            var health = await pod.PollAsync("health", async () => await client.GetStringAsync($"http://localhost:{port}{s_set[Container + "readinessProbe/httpGet/path"]}"));
            using var answer = JsonDocument.Parse(health);
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{i}/{count}"), answer.RootElement.GetProperty("shard").GetString());
            series += answer.RootElement.GetProperty("series").GetInt32();
        }

        Assert.Equal(ConfigurationReader.BuiltIn.ToModel(1, DateTimeOffset.UnixEpoch).SeriesCount, series);
    }

    // A run that began a minute ago, and a history of a day.
    private static string[] Arguments(Manifest workload, int index)
    {
        var now = TimeProvider.System.GetUtcNow();
        var number = index.ToString(CultureInfo.InvariantCulture);
        return workload == s_set
            ? workload.Arguments(("POD_INDEX", number), ("START", InstantText.Format(now.AddMinutes(-1))))
            : workload.Arguments(("JOB_COMPLETION_INDEX", number), ("START", "2026-01-01T00:00:00Z"), ("END", "2026-01-02T00:00:00Z"));
    }

    private static Manifest Of(string kind) => kind == "Job" ? s_job : s_set;

    private static string ShardOf(string[] arguments) => Assert.Single(arguments, argument => argument.StartsWith("--shard=", StringComparison.Ordinal));
}
