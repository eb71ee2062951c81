using System.Text.Json;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Events;
using MetricsSimulator.Model;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// Some events in the order of time, and where the next ones begin. It never ends between two events of one instant, so that a reader who goes on with <c>next</c>
/// gets every event once. An object writes once.
/// </summary>
/// <param name="span">The ticks that count the events.</param>
/// <param name="request">From which instant on, and how many.</param>
internal sealed class EventPage(RunSpan span, EventsRequest request)
{
    private const int BytesAtATime = 1 << 16;

    private DateTimeOffset _last;
    private DateTimeOffset? _next;
    private int _count;

    /// <summary>Computes the events and writes them. Memory is bounded: what is written is passed on.</summary>
    /// <param name="json">The destination.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Write(Utf8JsonWriter json, CancellationToken cancellation)
    {
        json.WriteStartObject();
        json.WriteStartArray("events");
        var simulator = span.Simulate(SeriesSelection.Of(WorkloadDefinition.KeyOfWorkload), 1, batch => WriteEvents(json, batch));
        for (var tick = span.FirstTick; tick < span.EndTick && _next is null; tick++) simulator.AdvanceTo(tick, cancellation: cancellation);
        json.WriteEndArray();
        json.WriteBoolean("more", _next is not null);
        json.WriteString("next", EventRecord.TextOf(_next ?? End));
        json.WriteEndObject();
    }

    private DateTimeOffset End
    {
        get
        {
            var now = span.Recorded.Run.Model.Timeline.InstantOf(span.EndTick - 1);
            return request.Since > now ? request.Since : now;
        }
    }

    private void WriteEvents(Utf8JsonWriter json, EventBatch batch)
    {
        foreach (var happened in batch.Events)
        {
            if (_next is not null) return;
            if (happened.Instant < request.Since) continue;
            if (_count >= request.Limit && happened.Instant != _last)
            {
                _next = happened.Instant;
                return;
            }

            EventRecord.Write(json, happened);
            (_last, _count) = (happened.Instant, _count + 1);
            if (json.BytesPending > BytesAtATime) json.Flush();
        }
    }
}
