using System.Text;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Deploy;

/// <summary>What can be known of <c>deploy/compose.yaml</c> without an engine.</summary>
public sealed class ComposeTest
{
    private const string Compose = "deploy/compose.yaml";
    private const string ForTeam = "deploy/compose.team.yaml";
    private const string Own = "${IMAGE:-claude-metrics-simulator}";
    private const string Shared = "service:simulator";

    private static readonly Manifest s_compose = Manifest.ReadFile(Compose);

    public static TheoryData<string> Services => [.. s_compose.Keys("services")];

    [Fact]
    [Trait("needs", "programs")]
    public void The_schema_of_Compose_accepts_it()
    {
        foreach (var file in (string[])[Compose, ForTeam])
        {
            var result = ExternalTool.Node.Run([Repository.PathOf("test/schema/validate.mjs"), "compose"], Encoding.UTF8.GetBytes(Repository.PathOf(file)));
            Assert.True(result.Output == $"{Repository.PathOf(file)}\tvalid\n", result.ToString());
        }
    }

    [Fact]
    public void For_a_team_only_workload_scenario_and_rules_differ()
    {
        var team = Manifest.ReadFile(ForTeam);
        Assert.Equal(
            s_compose.List("services/simulator/command").Select(argument => argument == "--scenario=${SCENARIO:-everyday}" ? "--scenario=${SCENARIO:-team_week}" : argument),
            team.List("services/simulator/command").Where(argument => argument != "--workload=team"));
        Assert.Contains("--workload=team", team.List("services/simulator/command"));
        Assert.Equal(["./prometheus/team-rules:/etc/prometheus/rules:ro"], team.List("services/prometheus/volumes"));
        Assert.Contains("./prometheus:/etc/prometheus:ro", s_compose.List("services/prometheus/volumes"));
        Assert.True(Directory.Exists(Repository.PathOf("deploy/prometheus/rules")));
        Assert.True(Directory.Exists(Repository.PathOf("deploy/prometheus/team-rules")));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_is_pinned_to_a_version_or_built_here(string service)
    {
        var image = Of(service, "image");
        if (image != Own) Assert.Matches(@"^docker\.io/[a-z]+/[a-z]+:v?\d+\.\d+\.\d+$", image);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_has_no_privileges_and_says_whether_it_is_well(string service)
    {
        Assert.Matches("^[1-9][0-9]*:[0-9]+$", Of(service, "user"));
        Assert.Equal("true", Of(service, "read_only"));
        Assert.Equal(["ALL"], s_compose.List($"services/{service}/cap_drop"));
        Assert.Equal(["no-new-privileges:true"], s_compose.List($"services/{service}/security_opt"));
        Assert.Equal("CMD", s_compose.List($"services/{service}/healthcheck/test")[0]);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void What_is_mounted_is_there_and_is_not_written_to_but_for_the_history(string service)
    {
        if (!s_compose.Keys($"services/{service}").Contains("volumes")) return;
        foreach (var parts in s_compose.List($"services/{service}/volumes").Select(volume => volume.Split(':')))
        {
            if (!parts[0].StartsWith('.'))
            {
                Assert.Equal("history", parts[0]);
                continue;
            }

            Assert.Equal("ro", parts[2]);
            Assert.True(Directory.Exists(Repository.PathOf(Path.Combine("deploy", parts[0]))), parts[0]);
        }
    }

    [Fact]
    public void All_share_the_network_of_the_simulator_and_only_this_machine_reaches_it()
    {
        foreach (var service in s_compose.Keys("services").Except(["simulator"]))
        {
            Assert.Equal(Shared, Of(service, "network_mode"));
            Assert.DoesNotContain("ports", s_compose.Keys($"services/{service}"));
        }

        Assert.All(s_compose.List("services/simulator/ports"), port => Assert.Matches(@"^127\.0\.0\.1:(\d+):\1$", port));
    }

    [Fact]
    public void Each_listens_where_the_others_ask_for_it_and_no_two_on_one_port()
    {
        Dictionary<string, string> ports = new(StringComparer.Ordinal)
        {
            ["simulator"] = Option("simulator", "--port="),
            ["prometheus"] = Option("prometheus", "--web.listen-address=0.0.0.0:"),
            ["alertmanager"] = Option("alertmanager", "--web.listen-address=0.0.0.0:"),
            ["notifications"] = Option("notifications", "--port="),
            ["grafana"] = s_compose["services/grafana/environment/GF_SERVER_HTTP_PORT"],
        };
        Assert.Equal(s_compose.Keys("services").Order(StringComparer.Ordinal), ports.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(5, ports.Values.Distinct().Count());
        Assert.Equal(ports.Where(port => port.Key != "notifications").Select(port => $"127.0.0.1:{port.Value}:{port.Value}").Order(StringComparer.Ordinal), s_compose.List("services/simulator/ports").Order(StringComparer.Ordinal));
        foreach (var (service, port) in ports)
            Assert.Contains(s_compose.List($"services/{service}/healthcheck/test"), word => word.Contains($":{port}/", StringComparison.Ordinal) || word == $"--port={port}");

        Asks("deploy/prometheus/prometheus.yml", "simulator", "alertmanager");
        Asks("deploy/alertmanager/alertmanager.yml", "notifications");
        Asks("deploy/grafana/provisioning/datasources/prometheus.yaml", "prometheus");

        void Asks(string file, params string[] services)
        {
            var text = File.ReadAllText(Repository.PathOf(file));
            Assert.All(services, service => Assert.Contains($"localhost:{ports[service]}", text, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("simulator")]
    [InlineData("notifications")]
    public void The_command_line_of_our_own_image_is_one(string service)
    {
        var context = new ProgramContext(TextWriter.Null, TextWriter.Null, TimeProvider.System, ErrorIsTerminal: false, CancellationToken.None);
        string[] arguments = [.. s_compose.List($"services/{service}/command").Select(argument => argument.Replace("${SCENARIO:-", "", StringComparison.Ordinal).Replace("${SEED:-", "", StringComparison.Ordinal).Replace("${DURATION:-", "", StringComparison.Ordinal).TrimEnd('}'))];
        Assert.DoesNotContain(arguments, argument => argument.Contains('$', StringComparison.Ordinal));
        Assert.Empty(CommandLine.Create(context).Parse(arguments).Errors);
    }

    [Fact]
    public void Prometheus_owns_the_history_that_the_simulator_writes()
    {
        Assert.Equal(Of("simulator", "user"), Of("prometheus", "user"));
        Assert.Equal(Option("simulator", "--data="), Option("prometheus", "--storage.tsdb.path="));
    }

    [Fact]
    public void There_is_no_password_and_nobody_who_could_log_in()
    {
        var text = File.ReadAllText(Repository.PathOf(Compose));
        Assert.DoesNotMatch("(?i)PASSWORD:|SECRET|TOKEN", text);
        Assert.Equal("Viewer", s_compose["services/grafana/environment/GF_AUTH_ANONYMOUS_ORG_ROLE"]);
        Assert.Equal("true", s_compose["services/grafana/environment/GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION"]);
    }

    [Fact]
    public void Grafana_finds_what_is_provisioned_where_it_is_mounted()
    {
        var folders = s_compose.List("services/grafana/volumes").Select(volume => volume.Split(':')).ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);
        Assert.Equal("./grafana/provisioning", folders["/etc/grafana/provisioning"]);
        Assert.Equal("./grafana/dashboards", folders[Manifest.ReadFile("deploy/grafana/provisioning/dashboards/dashboards.yaml")["providers/0/options/path"]]);
        Assert.Equal("Prometheus", Manifest.ReadFile("deploy/grafana/provisioning/datasources/prometheus.yaml")["datasources/0/name"]);
    }

    private static string Of(string service, string key) => s_compose[$"services/{service}/{key}"];

    private static string Option(string service, string option) =>
        s_compose.List($"services/{service}/command").Single(argument => argument.StartsWith(option, StringComparison.Ordinal))[option.Length..];
}
