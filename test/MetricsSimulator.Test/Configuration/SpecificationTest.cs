using MetricsSimulator.Configuration;

namespace MetricsSimulator.Test.Configuration;

/// <summary>The YAML of the specification loads as it stands there.</summary>
public class SpecificationTest
{
    private const string SimulatorBlock =
        """
        simulator:
          update_interval: 10  # seconds
          retention_period: 24h
          metrics:
            token_usage:
              initial_value: 1000
              drift: 0.1  # tokens/second growth
              volatility: 50  # standard deviation
              bounds: [0, 100000]
            session_duration:
              initial_value: 300  # 5 minutes
              drift: 0
              volatility: 30
              bounds: [10, 7200]  # 10s to 2h

        """;

    private const string ServerBlock =
        """
        server:
          host: "localhost"
          port: 9090
          endpoints:
            - path: "/metrics"
              method: "GET"
              content_type: "text/plain; version=0.0.4; charset=utf-8"
            - path: "/health"
              method: "GET"
              response: {"status": "healthy", "uptime": "3h45m"}
            - path: "/config"
              method: "GET"
              response: "Current simulator configuration"

        """;

    [Theory]
    [InlineData(SimulatorBlock)]
    [InlineData(ServerBlock)]
    [InlineData(SimulatorBlock + ServerBlock)]
    public void Its_blocks_are_the_built_in_configuration(string yaml)
    {
        var result = ConfigurationReader.ReadText(yaml, "simulator.yaml");

        Assert.Empty(result.Errors);
        Assert.Equal(ConfigurationReader.BuiltIn.ToModel(1, DateTimeOffset.UnixEpoch), result.Configuration!.ToModel(1, DateTimeOffset.UnixEpoch));
        Assert.Equal(ConfigurationReader.BuiltIn.Server, result.Configuration.Server);
        Assert.Equal(TimeSpan.FromHours(24), result.Configuration.RetentionPeriod);
    }
}
