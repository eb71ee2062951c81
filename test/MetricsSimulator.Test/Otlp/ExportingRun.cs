using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Events;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Otlp;

/// <summary>A live run of a team under a clock that the test moves, with exports of it.</summary>
internal sealed class ExportingRun : IAsyncDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly List<LiveExport> _exports = [];

    /// <summary>Begins a run.</summary>
    /// <param name="yaml">The configuration; null for the built-in one.</param>
    public ExportingRun(string? yaml = null)
    {
        ConfigurationFile = yaml is null ? "" : _folder.Write("team.yaml", yaml);
        var run = RunningServer.Read(yaml is null ? null : ConfigurationFile);
        Simulator = new LiveSimulator(run.Model, Clock, run.Labels);
        Simulator.Start();
        Live = new LiveRun(run, Simulator, new RunJournal());
    }

    /// <summary>Its configuration, to be changed before a reload; empty for the built-in one.</summary>
    public string ConfigurationFile { get; }

    /// <summary>Its clock.</summary>
    public CountingClock Clock { get; } = new(RunningServer.Start);

    /// <summary>The run.</summary>
    public LiveRun Live { get; }

    /// <summary>The run.</summary>
    public LiveSimulator Simulator { get; }

    /// <summary>The lines that were told.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    /// <summary>Reads settings.</summary>
    /// <param name="url">The endpoint.</param>
    /// <param name="variables">Environment variables, as in <c>NAME=VALUE</c>.</param>
    public static OtlpSettings Settings(Uri? url, params string[] variables)
    {
        var values = variables.Select(variable => variable.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var settings = OtlpVariables.Read(values.GetValueOrDefault, url, new ExportOptions(), out var errors);
        Assert.Empty(errors);
        return settings!;
    }

    /// <summary>Exports from the current tick on, until the run is disposed.</summary>
    public LiveExport Export(OtlpSettings settings, Func<OtlpReceiver, HttpMessageHandler>? handler = null)
    {
        var export = new LiveExport(Live, Simulator.Status.Tick + 1, settings, Clock, Told.Enqueue, handler);
        _exports.Add(export);
        export.Start(Live.Beginning.Configuration.Server.Port);
        return export;
    }

    /// <summary>Lets time pass, and waits each tick until everything is sent.</summary>
    /// <param name="time">How much.</param>
    /// <param name="atOnce">How much of it passes before everything is sent; by default a tick.</param>
    public async Task AdvanceAsync(TimeSpan time, TimeSpan? atOnce = null)
    {
        var interval = atOnce ?? Simulator.Model.Timeline.UpdateInterval;
        for (var passed = TimeSpan.Zero; passed < time; passed += interval)
        {
            Clock.Advance(interval);
            var tick = Simulator.Status.Tick;
            await UntilAsync(() => _exports.TrueForAll(export => export.NextTick > tick && export is { Metrics: null or { Waiting: 0 }, Logs: null or { Waiting: 0 } }));
        }
    }

    /// <summary>Injects an anomaly.</summary>
    /// <param name="anomaly">The anomaly, in JSON.</param>
    public void Inject(string anomaly)
    {
        using var json = JsonDocument.Parse(anomaly);
        Live.Inject(json.RootElement, out var refusal);
        Assert.True(refusal is null, string.Join(' ', refusal?.Errors.Select(error => error.ToString()) ?? []));
    }

    /// <summary>Waits for a condition.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < s_deadline, "It did not come about in time.");
            await Task.Delay(1);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var export in _exports) await export.DisposeAsync();
        Simulator.Dispose();
        _folder.Dispose();
    }
}
