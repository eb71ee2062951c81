namespace MetricsSimulator.Sessions;

/// <summary>A session that has begun or is about to. One thread at a time.</summary>
/// <param name="address">Its address.</param>
/// <param name="developer">Who starts it, with the attributes that hold until it ends.</param>
internal sealed class OpenSession(SessionAddress address, Developer developer)
{
    /// <summary>Its address.</summary>
    public SessionAddress Address => address;

    /// <summary>Who starts it.</summary>
    public Developer Developer => developer;

    /// <summary>The plan; null until it begins.</summary>
    public SessionPlan? Plan { get; set; }

    /// <summary>The number of its events that have happened.</summary>
    public int Passed { get; set; }

    /// <summary>When the run began to count its events, in milliseconds since the Unix epoch. Earlier events are not counted.</summary>
    public long CountedFrom { get; set; }

    /// <summary>Whether and since when its series show only what its processes export; null if they show every count at once.</summary>
    public HeldCounts? Held { get; set; }

    /// <summary>Whether the process that runs is not measured.</summary>
    public bool IsSilent { get; set; }

    /// <summary>The key of the session whose identifier it shows; null for its own.</summary>
    public DrawKey? SharedKey { get; set; }

    /// <summary>The anomaly because of which it shares an identifier with another session; null if it does not.</summary>
    public string? Collision { get; set; }

    /// <summary>The properties of the session, with the key of the identifier that it shows. It must have a plan.</summary>
    public SessionTraits ShownTraits => SharedKey is { } key ? Plan!.Traits with { Key = key } : Plan!.Traits;

    /// <summary>When its next event happens, in milliseconds since the Unix epoch.</summary>
    public long NextInstant => Plan is null ? address.Start : address.Start + Plan.Events[Passed].Offset;

    /// <summary>The state of the session to save.</summary>
    public KeptSession Kept => new(address, developer, Passed, CountedFrom, Plan?.Parameters) { Held = Held, IsSilent = IsSilent, SharedKey = SharedKey, Collision = Collision };

    /// <summary>Whether all of its events have happened.</summary>
    public bool HasEnded => Plan is not null && Passed == Plan.Events.Length;
}
