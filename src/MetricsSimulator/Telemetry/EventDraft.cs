using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Events;

namespace MetricsSimulator.Telemetry;

/// <summary>Builds a log event of Claude Code, attribute by attribute. One thread at a time.</summary>
internal sealed class EventDraft
{
    private const string Prefix = "claude_code.";

    private readonly DateTimeOffset _instant;
    private readonly string _name;
    private readonly ImmutableArray<EventAttribute>.Builder _attributes;

    /// <summary>Begins an event with the attributes that all events have.</summary>
    /// <param name="name">The name, without <c>claude_code.</c>.</param>
    /// <param name="instant">When it happens, in milliseconds since the Unix epoch.</param>
    /// <param name="sequence">Its number in its process, from 0.</param>
    /// <param name="prompt">The identifier of the prompt.</param>
    /// <param name="standard">The standard attributes.</param>
    public EventDraft(string name, long instant, int sequence, string prompt, ImmutableArray<EventAttribute> standard)
    {
        (_name, _instant) = (Prefix + name, DateTimeOffset.FromUnixTimeMilliseconds(instant));
        _attributes = ImmutableArray.CreateBuilder<EventAttribute>(standard.Length + 16);
        _attributes.AddRange(standard);
        Add("event.name", name).Add("event.timestamp", _instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)).Add("event.sequence", sequence).Add("prompt.id", prompt);
    }

    /// <summary>Adds an attribute, unless its value is null.</summary>
    public EventDraft Add(string name, string? value) => value is null ? this : AddValue(name, value);

    /// <summary>Adds a whole number.</summary>
    public EventDraft Add(string name, long value) => AddValue(name, value);

    /// <summary>Adds a number.</summary>
    public EventDraft Add(string name, double value) => AddValue(name, value);

    /// <summary>The event.</summary>
    public SimulatedEvent ToEvent() => new(_instant, _name, _attributes.ToImmutable());

    private EventDraft AddValue(string name, object value)
    {
        _attributes.Add(new EventAttribute(name, value));
        return this;
    }
}
